"""NetworkX: the citation graph of a folder, and what stands at its centre."""

from pathlib import Path

import networkx as nx

import vanban

# %% Records one by one: a graph needs no texts.
paths = sorted(Path("fixtures/documents").glob("*.txt"))
graph = vanban.Graph.of(vanban.extract_many((path.stem, path.read_bytes()) for path in paths))
print(graph.counts())

# %% What is cited most.
network = graph.to_networkx()
for node, score in sorted(nx.in_degree_centrality(network).items(), key=lambda item: (-item[1], item[0]))[:10]:
    print(f"{score:.3f}", network.nodes[node]["label"])

# %% What replaces or amends what.
print([(a, relation, b) for a, b, relation in network.edges(keys=True) if relation in ("replaces", "amends", "repeals")])
