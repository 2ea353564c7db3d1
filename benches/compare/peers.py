#!/usr/bin/env python3
"""Times the finders of legal citations of other countries on text of their own kind.

usage: peers.py NAME SECONDS      NAME: eyecite, eyecite-hyperscan, refex

Prints one line of JSON: bytes, citations and processor seconds of one pass over all documents, the best of those in
SECONDS. Exit status 3 where the package is not installed. The documents are made here, of invented citations with
prose between, some 25 kB each; every planted citation must be found before anything is timed.
"""
import json
import random
import sys
import time

DOCUMENTS = 8
CITATIONS = 40

# One citation in each, with prose as courts write it around.
AMERICAN = [
    "The court turned first to the reading of the statute that the appellant had urged below, and it saw no reason in "
    "the record to depart from {a} v. {b}, {v} U.S. {p} (19{y:02}), which had settled the point for cases of this kind.",
    "Nothing in the agreement said who was to bear the cost of storage once the goods had left the harbour. See {a} v. "
    "{b}, {v} F.3d {p} (9th Cir. 19{y:02}). The parties had plainly expected to settle it between themselves later on.",
    "A duty of care follows from the work that was undertaken, and not from the words that the parties chose for it. "
    "{a} v. {b}, {v} F.2d {p} (2d Cir. 19{y:02}). On that footing the judgment below has to stand as it is.",
]
AMERICAN_PROSE = [
    "The facts are not in dispute. The warehouse was let for ten years, the roof was to be kept by the owner, and in the "
    "fourth winter the rain came through it and spoilt what lay below. The tenant wrote twice and was told both times "
    "that somebody would look at it in spring.",
    "We need not decide how far that rule reaches. It is enough that the notice was sent, that it came to the right "
    "office, and that whoever read it there could not have taken it for anything else than what it was.",
    "The other grounds of the appeal can be dealt with shortly. None of them was raised at the trial, and none of them "
    "would have changed the outcome if it had been.",
]
NAMES = ["Harlow", "Bennick", "Ostrander", "Fairley", "Quimby", "Tolliver", "Marsh", "Whitcomb", "Sandoval", "Keller"]

GERMAN = [
    "Der Anspruch des Klägers auf Ersatz des Schadens folgt aus § {v} Abs. {k} BGB, denn die Lieferung war bei ihrer "
    "Übergabe mangelhaft, und eine Frist zur Nachbesserung hat die Beklagte ohne Angabe von Gründen verstreichen lassen.",
    "Die Berufung ist zulässig, insbesondere wurde sie nach § {v} ZPO rechtzeitig eingelegt und begründet; in der Sache "
    "hat sie jedoch keinen Erfolg, weil das Landgericht die Beweise ohne Rechtsfehler gewürdigt hat.",
    "Eine Verletzung der Vorschrift des § {v} Abs. {k} StGB kommt nicht in Betracht, da es nach den Feststellungen der "
    "Kammer bereits an einem Vorsatz fehlte und auch sonst nichts für eine Absicht des Angeklagten sprach.",
]
GERMAN_PROSE = [
    "Die Klägerin betreibt eine Werkstatt, die Beklagte handelt mit Ersatzteilen. Im Herbst bestellte die Klägerin bei "
    "ihr mehrere Lieferungen, die teils verspätet, teils gar nicht eintrafen; über die Gründe streiten die Parteien.",
    "Das Landgericht hat der Klage nach Vernehmung zweier Zeugen im Wesentlichen stattgegeben. Dagegen wendet sich die "
    "Beklagte, die ihr Vorbringen aus dem ersten Rechtszug wiederholt und um einige Einzelheiten ergänzt.",
    "Auf die weiteren Fragen, die in der mündlichen Verhandlung erörtert worden sind, kommt es danach nicht mehr an.",
]


def documents(sentences, prose):
    """Documents with CITATIONS citations each, every one followed by two paragraphs that have none."""
    dice = random.Random(7)

    def paragraphs():
        a, b = dice.sample(NAMES, 2)
        numbers = {"v": dice.randint(100, 600), "p": dice.randint(10, 999), "y": dice.randint(75, 99), "k": dice.randint(1, 3)}
        yield dice.choice(sentences).format(a=a, b=b, **numbers)
        yield from dice.choices(prose, k=2)

    for _ in range(DOCUMENTS):
        yield "\n\n".join(text for _ in range(CITATIONS) for text in paragraphs())


def eyecite(tokenizer):
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    return lambda text: sum(isinstance(c, FullCaseCitation) for c in get_citations(text, tokenizer=tokenizer))


def finder(name):
    """A function from a text to the number of citations in it, and the text for it."""
    if name == "eyecite":
        from eyecite.tokenizers import default_tokenizer

        return eyecite(default_tokenizer), (AMERICAN, AMERICAN_PROSE)
    if name == "eyecite-hyperscan":
        import hyperscan  # noqa: F401  (the tokenizer asks for it late)
        from eyecite.tokenizers import HyperscanTokenizer

        return eyecite(HyperscanTokenizer()), (AMERICAN, AMERICAN_PROSE)
    if name == "refex":
        from refex.orchestrator import CitationExtractor

        extractor = CitationExtractor()
        return lambda text: len(extractor.extract(text).citations), (GERMAN, GERMAN_PROSE)
    sys.exit(__doc__)


def main():
    name, seconds = sys.argv[1], float(sys.argv[2])
    try:
        find, kind = finder(name)
    except ImportError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 3
    texts = list(documents(*kind))
    for text in texts:
        found = find(text)
        assert found >= CITATIONS, f"{name} finds {found} of {CITATIONS} citations in\n{text}"
    best, spent = float("inf"), 0.0
    while spent < seconds:
        start = time.process_time()
        citations = sum(map(find, texts))
        took = time.process_time() - start
        best, spent = min(best, took), spent + took
    print(json.dumps({"bytes": sum(len(t.encode()) for t in texts), "citations": citations, "seconds": best}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
