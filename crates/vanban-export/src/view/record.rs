//! The record beside the text: a list for each class of finds, each value with a way to its words.

use super::finds::{Class, Finds, Item, is_named};
use super::html::Html;
use super::words::{self, Both};
use vanban::diagnostic::CATALOGUE;
use vanban::record::{Explanation, Mention, Record, Reference, Signer, Task};

/// Longest words of the text that an entry repeats, in letters: the text itself stands beside it.
const WORDS: usize = 160;

/// Writes the record.
pub(super) fn write(record: &Record, text: &str, finds: &Finds, html: &mut Html) {
    let mut page = Page { record, text, finds, html };
    page.header();
    page.references();
    page.tasks();
    page.deadlines();
    page.recipients();
    page.structure();
    page.diagnostics();
    page.source();
}

struct Page<'p> {
    record: &'p Record,
    text: &'p str,
    finds: &'p Finds,
    html: &'p mut Html,
}

impl Page<'_> {
    fn open(&mut self, class: Class, count: usize) {
        let name = class.name();
        self.html.raw("<section class=\"").raw(name).raw("\" data-class=\"").raw(name).raw("\"><h2>");
        self.html.both(words::class(class)).raw(" <small>").raw(&count.to_string()).raw("</small></h2>\n");
    }

    fn close(&mut self) {
        self.html.raw("</section>\n");
    }

    /// Opens the entry of a value; one that stands in the text is a link to its words.
    fn entry(&mut self, item: Item) {
        match self.finds.number(item) {
            Some(n) => {
                self.html.raw(&format!("<li class=\"entry\" data-f=\"{n}\"><a class=\"go\" href=\"#f{n}\">"));
            }
            None => {
                self.html.raw("<li class=\"entry\"><span class=\"go\">");
            }
        }
    }

    /// Ends the link of an entry; more may follow before the entry ends.
    fn behind(&mut self, item: Item) {
        self.html.raw(if self.finds.number(item).is_some() { "</a>" } else { "</span>" });
    }

    /// A value of the header with its name.
    fn field(&mut self, item: Item, name: Both, value: (&str, &str), notes: &[Both]) {
        self.entry(item);
        self.html.raw("<span class=\"name\">").both(name).raw("</span> <span class=\"value\">").both(value);
        self.html.raw("</span>");
        self.behind(item);
        self.notes(notes);
        self.html.raw("</li>\n");
    }

    /// A value that stands in the text, but has no place of its own in the record.
    fn plain(&mut self, name: Both, value: (&str, &str)) {
        self.html.raw("<li class=\"entry\"><span class=\"go\"><span class=\"name\">").both(name);
        self.html.raw("</span> <span class=\"value\">").both(value).raw("</span></span></li>\n");
    }

    fn notes(&mut self, notes: &[Both]) {
        let notes: Vec<_> = notes.iter().filter(|(vi, _)| !vi.is_empty()).collect();
        if notes.is_empty() {
            return;
        }
        self.html.raw("<div class=\"why\">");
        for note in notes {
            self.html.raw("<p>").both(*note).raw("</p>");
        }
        self.html.raw("</div>");
    }

    fn header(&mut self) {
        let record = self.record;
        let before = self.finds.count(Class::Header);
        self.open(Class::Header, before);
        self.html.raw("<ul class=\"fields\">\n");
        let basis = |basis| words::basis(basis).unwrap_or_default();
        if let Some(kind) = &record.kind {
            self.field(Item::Type, ("Loại", "Type"), (&kind.name, &kind.name), &[basis(kind.basis)]);
        }
        if let Some(number) = &record.number {
            self.field(Item::Number, ("Số, ký hiệu", "Number"), (&number.value, &number.value), &[basis(number.basis)]);
        }
        if let Some(date) = &record.date {
            let value = (&*words::date(&date.value), &*date.value);
            self.field(Item::Date, ("Ngày", "Date"), value, &[basis(date.basis)]);
        }
        if let Some(place) = &record.place {
            self.field(Item::Place, ("Địa danh", "Place"), (&place.value, &place.value), &[basis(place.basis)]);
        }
        for (at, issuer) in record.issuers.iter().enumerate() {
            let parent = issuer.parent.as_deref().unwrap_or("");
            let level = words::level(issuer.level.as_deref().unwrap_or(""));
            let (vi, en) = (format!("trực thuộc {parent}"), format!("under {parent}"));
            self.entry(Item::Issuer(at));
            self.html.raw("<span class=\"name\">").both(("Cơ quan", "Issuer")).raw("</span> ");
            self.html.element("span", "value", &issuer.name);
            self.behind(Item::Issuer(at));
            if !parent.is_empty() {
                self.html.raw("<div class=\"why\"><p>").both((&vi, &en)).raw("</p></div>");
            }
            self.notes(&[level, basis(issuer.basis)]);
            self.html.raw("</li>\n");
        }
        if let Some(subject) = &record.subject {
            self.field(
                Item::Subject,
                ("Trích yếu", "Subject"),
                (&subject.value, &subject.value),
                &[basis(subject.basis)],
            );
        }
        if let Some(date) = &record.effective_date {
            let value = (&*words::date(&date.value), &*date.value);
            self.field(Item::Effective, ("Hiệu lực", "Takes effect"), value, &[basis(date.basis)]);
        }
        self.marks();
        for (at, signer) in record.signers.iter().enumerate() {
            self.signer(at, signer);
        }
        for (name, code) in [(("Định danh", "Key"), &record.key), (("URN", "URN"), &record.urn)] {
            if let Some(code) = code {
                self.html.raw("<li class=\"entry\"><span class=\"go\"><span class=\"name\">").both(name);
                self.html.raw("</span> ").element("span", "value code", code).raw("</span></li>\n");
            }
        }
        self.html.raw("</ul>\n");
        self.close();
    }

    fn marks(&mut self) {
        let marks = &self.record.marks;
        for (name, code) in [(("Độ mật", "Secrecy"), &marks.secrecy), (("Độ khẩn", "Urgency"), &marks.urgency)]
        {
            if let Some(code) = code {
                self.plain(name, words::mark(code).unwrap_or((code, code)));
            }
        }
        if marks.draft {
            self.plain(("Bản", "State"), ("Dự thảo", "Draft"));
        }
        if let Some(copy) = &marks.copy {
            let value = words::mark(&copy.kind).unwrap_or((&copy.kind, &copy.kind));
            let number = copy.number.as_deref().unwrap_or("");
            let (vi, en) = (format!("{} {number}", value.0), format!("{} {number}", value.1));
            self.field(Item::Copy, ("Bản sao", "Copy"), (&vi, &en), &[]);
        }
    }

    fn signer(&mut self, at: usize, signer: &Signer) {
        self.entry(Item::Signer(at));
        self.html.raw("<span class=\"name\">").both(("Người ký", "Signer")).raw("</span> <span class=\"value\">");
        match &signer.name {
            Some(name) => self.html.text(name),
            None => self.html.both(("(không đọc được)", "(not legible)")),
        };
        self.html.raw("</span>");
        let authority = signer.authority.iter().map(|a| format!("{} {}", a.code, a.of.as_deref().unwrap_or("")));
        let lines: Vec<String> = authority.chain(signer.position.clone()).collect();
        if !lines.is_empty() {
            self.html.element("span", "more", &lines.join(" · "));
        }
        self.behind(Item::Signer(at));
        self.html.raw("</li>\n");
    }

    fn references(&mut self) {
        let record = self.record;
        if record.references.is_empty() {
            return;
        }
        self.open(Class::Reference, record.references.len());
        for (nth, reference) in record.references.iter().enumerate() {
            self.reference(nth, reference);
        }
        self.close();
    }

    fn reference(&mut self, nth: usize, reference: &Reference) {
        self.html.raw("<article class=\"doc\"><header>");
        self.html.element("h3", "", &self.label(reference));
        self.html.element("code", "id", &reference.id);
        self.html.raw("<p class=\"facts\">");
        let mut facts = 0;
        if let Some(date) = &reference.date {
            self.html.both((&words::date(date), date));
            facts += 1;
        }
        for fact in [&reference.issuer, &reference.title].into_iter().flatten() {
            self.html.raw(if facts > 0 { " · " } else { "" }).text(&cut(fact));
            facts += 1;
        }
        self.html.raw("</p>");
        if let Some(known) = &reference.known {
            let facts = [&known.number, &known.date, &known.issuer].into_iter().flatten();
            let facts = facts.map(String::as_str).collect::<Vec<_>>().join(", ");
            self.html.raw("<p class=\"facts\">").both(("đã biết:", "known:")).raw(" ").text(&facts).raw("</p>");
        }
        self.html.element("p", "key", &reference.key);
        self.html.raw("</header><ol>\n");
        for (at, mention) in reference.mentions.iter().enumerate() {
            self.mention(Item::Mention(nth, at), mention);
        }
        self.html.raw("</ol></article>\n");
    }

    /// Type and number or name of a cited document; the type as the text says it where it is none of those known.
    fn label(&self, reference: &Reference) -> String {
        let said = || {
            let words = reference.mentions.iter().filter_map(|m| m.parts.kind).map(|span| span.of(self.text));
            // Longer than any type's name: nothing that could be one.
            words.filter(|w| w.chars().count() <= 40).find(|w| !w.is_empty()).map(|w| capitalised(&one_line(w)))
        };
        let code = reference.kind.as_deref().unwrap_or("");
        let kind = vanban::type_name(code).map(str::to_owned).or_else(said).unwrap_or_else(|| capitalised(code));
        let what = reference.number.as_deref().or(reference.name.as_deref()).unwrap_or(&reference.key);
        format!("{kind} {what}").trim().to_owned()
    }

    fn mention(&mut self, item: Item, mention: &Mention) {
        self.entry(item);
        for relation in &mention.relations {
            self.html.raw("<span class=\"rel\">");
            if relation.from != "self" {
                // It is that document of which this is said, not the one at hand.
                self.html.element("code", "", &relation.from).raw(" ");
            }
            self.html.both(words::relation(relation.kind)).raw("</span> ");
        }
        self.html.raw("<q>").text(&cut(mention.span.of(self.text))).raw("</q>");
        if let Some(pinpoint) = &mention.pinpoint {
            self.html.raw(" ").element("span", "pin", &cut(&pinpoint.text));
        }
        self.behind(item);
        self.html.raw("<div class=\"why\"><p>").both(words::form(mention.form)).raw("</p>");
        if let Some(explanation) = &mention.explanation {
            self.explanation(explanation);
        }
        self.html.raw("</div></li>\n");
    }

    fn explanation(&mut self, explanation: &Explanation) {
        self.html.raw("<p>").both(("Tìm thấy theo", "Found as"));
        if let Some(words) = words::rule("", &explanation.rule) {
            self.html.raw(" ").both(words);
        }
        self.html.raw(" ").element("code", "rule", &explanation.rule).raw("</p><dl>");
        for reason in &explanation.reasons {
            self.html.raw("<dt>").both(words::reason_of(&reason.of)).raw("</dt><dd>");
            // The library says it in English, with the value and the words; the rule says it in Vietnamese.
            match words::rule(&reason.of, &reason.rule) {
                Some((vi, _)) => {
                    self.html.raw("<span lang=\"vi\">").text(vi);
                    if let Some(words) = reason.span.map(|span| span.of(self.text)).filter(|words| !words.is_empty()) {
                        self.html.raw(" (“").text(&cut(words)).raw("”)");
                    }
                    self.html.raw("</span><span lang=\"en\">").text(&reason.text).raw("</span>");
                }
                None => {
                    self.html.text(&reason.text);
                }
            }
            self.html.raw(" ").element("code", "rule", &reason.rule).raw("</dd>");
        }
        self.html.raw("</dl>");
    }

    fn tasks(&mut self) {
        let record = self.record;
        if record.tasks.is_empty() {
            return;
        }
        self.open(Class::Task, record.tasks.len());
        self.html.raw("<ol class=\"list\">\n");
        for (at, task) in record.tasks.iter().enumerate() {
            self.task(Item::Task(at), task);
        }
        self.html.raw("</ol>\n");
        self.close();
    }

    fn task(&mut self, item: Item, task: &Task) {
        self.entry(item);
        self.html.element("span", "name", &path(task));
        self.html.raw(" ").element("span", "words", &cut(&task.text));
        self.behind(item);
        if !task.assignees.is_empty() {
            self.html.raw("<ul class=\"who\">");
            for assignee in &task.assignees {
                self.html
                    .raw("<li><b>")
                    .both(words::role(assignee.role))
                    .raw("</b> ")
                    .text(&assignee.name)
                    .raw("</li>");
            }
            self.html.raw("</ul>");
        }
        let deadlines = task.deadlines.iter().filter_map(|id| self.record.deadlines.iter().position(|d| d.id == *id));
        for at in deadlines.collect::<Vec<_>>() {
            let (vi, en) = words::deadline(&self.record.deadlines[at]);
            let link = self.finds.number(Item::Deadline(at)).map(|n| format!(" href=\"#f{n}\"")).unwrap_or_default();
            self.html.raw("<a class=\"chip dl\"").raw(&link).raw(">").both((&vi, &en)).raw("</a> ");
        }
        for id in &task.references {
            let at = self.record.references.iter().position(|r| r.id == *id);
            let Some((at, reference)) = at.and_then(|at| Some((at, self.record.references.get(at)?))) else { continue };
            let link = self.finds.number(Item::Mention(at, 0)).map(|n| format!(" href=\"#f{n}\"")).unwrap_or_default();
            let label = self.label(reference);
            self.html.raw("<a class=\"chip ref\"").raw(&link).raw(">").text(&cut(&label)).raw("</a> ");
        }
        self.html.raw("</li>\n");
    }

    fn deadlines(&mut self) {
        let record = self.record;
        if record.deadlines.is_empty() {
            return;
        }
        self.open(Class::Deadline, record.deadlines.len());
        self.html.raw("<ol class=\"list\">\n");
        for (at, deadline) in record.deadlines.iter().enumerate() {
            let item = Item::Deadline(at);
            let (vi, en) = words::deadline(deadline);
            self.entry(item);
            self.html.raw("<span class=\"value\">").both((&vi, &en)).raw("</span>");
            if let Some(computed) = &deadline.computed {
                self.html.raw(" <span class=\"value\">= ").both((&words::date(&computed.date), &computed.date));
                self.html.raw("</span>");
            }
            self.html.raw(" <q>").text(&cut(&deadline.text)).raw("</q>");
            self.behind(item);
            let codes = [&deadline.due, &deadline.time, &deadline.duration].into_iter().flatten();
            let computed = deadline.computed.iter().map(|computed| &computed.rule);
            let codes: Vec<&str> = codes.chain(&deadline.rrule).chain(computed).map(String::as_str).collect();
            self.html.raw("<div class=\"why\"><p>").both(("Đọc là", "Read as"));
            for code in codes {
                self.html.raw(" ").element("code", "rule", code);
            }
            self.html.raw("</p></div>");
            let task = deadline.task.as_deref().and_then(|id| record.tasks.iter().position(|task| task.id == id));
            if let Some((at, n)) = task.and_then(|at| Some((at, self.finds.number(Item::Task(at))?))) {
                self.html.raw(&format!("<a class=\"chip task\" href=\"#f{n}\">")).both(("nhiệm vụ", "task")).raw(" ");
                self.html.text(&path(&record.tasks[at])).raw("</a>");
            }
            self.html.raw("</li>\n");
        }
        self.html.raw("</ol>\n");
        self.close();
    }

    fn recipients(&mut self) {
        let record = self.record;
        let count = record.addressees.len() + record.recipients.len() + usize::from(record.archive.is_some());
        if count == 0 {
            return;
        }
        self.open(Class::Recipient, count);
        self.html.raw("<ul class=\"fields\">\n");
        for (at, addressee) in record.addressees.iter().enumerate() {
            self.field(Item::Addressee(at), ("Kính gửi", "To"), (&addressee.name, &addressee.name), &[]);
        }
        for (at, recipient) in record.recipients.iter().enumerate() {
            let note = recipient.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            let value = format!("{}{note}", recipient.name);
            self.field(Item::Recipient(at), ("Nơi nhận", "Copy to"), (&value, &value), &[]);
        }
        if let Some(archive) = &record.archive {
            self.field(Item::Archive, ("Lưu", "Archive"), (&archive.text, &archive.text), &[]);
        }
        self.html.raw("</ul>\n");
        self.close();
    }

    fn structure(&mut self) {
        let record = self.record;
        let count = record.outline.iter().filter(|part| is_named(part)).count() + record.attachments.len();
        if count == 0 {
            return;
        }
        self.open(Class::Structure, count);
        self.html.raw("<ol class=\"list outline\">\n");
        for (at, part) in record.outline.iter().enumerate().filter(|(_, part)| is_named(part)) {
            let item = Item::Part(at);
            let title = part.title.as_deref().unwrap_or_else(|| part.span.of(self.text));
            self.entry(item);
            self.html.raw(&format!("<span class=\"name deep{}\">", part.path.len().min(6))).text(&part.label);
            self.html.raw("</span> ").element("span", "words", &cut(title));
            self.behind(item);
            self.html.raw("</li>\n");
        }
        for (at, attachment) in record.attachments.iter().enumerate() {
            let item = Item::Attachment(at);
            let code = &attachment.kind;
            let kind = vanban::type_name(code).map_or_else(|| capitalised(&code.replace('_', " ")), str::to_owned);
            self.entry(item);
            self.html.element("span", "name", &kind).raw(" ");
            self.html.element("span", "words", &cut(attachment.title.as_deref().unwrap_or("")));
            self.behind(item);
            self.html.raw("</li>\n");
        }
        self.html.raw("</ol>\n");
        self.close();
    }

    fn diagnostics(&mut self) {
        let record = self.record;
        if record.diagnostics.is_empty() {
            return;
        }
        self.open(Class::Diagnostic, record.diagnostics.len());
        self.html.raw("<ol class=\"list\">\n");
        for (at, diagnostic) in record.diagnostics.iter().enumerate() {
            let item = Item::Diagnostic(at);
            self.entry(item);
            self.html.raw("<span class=\"name\">").both(words::severity(diagnostic.severity)).raw("</span> ");
            self.html.element("span", "words", &cut(&diagnostic.message));
            self.behind(item);
            self.html.raw("<div class=\"why\">");
            if let Some(known) = CATALOGUE.iter().find(|known| known.code == diagnostic.code) {
                self.html.element("p", "", known.meaning).element("p", "", known.advice);
            }
            self.html.raw("<p>").element("code", "rule", &diagnostic.code).raw(" ");
            self.html.text(diagnostic.rule.as_deref().unwrap_or("")).raw("</p></div></li>\n");
        }
        self.html.raw("</ol>\n");
        self.close();
    }

    fn source(&mut self) {
        let record = self.record;
        let source = &record.source;
        self.html.raw("<footer class=\"source\"><p>").both(words::genre(record.genre)).raw("</p>");
        for part in [&source.path, &source.format, &source.encoding].into_iter().flatten() {
            self.html.element("span", "", part).raw(" ");
        }
        if let Some(hash) = &source.sha256 {
            self.html.raw("<p>SHA-256 ").element("code", "rule", hash).raw("</p>");
        }
        self.html.element("p", "", &record.generator).raw("</footer>\n");
    }
}

/// The labels of a task from the top; bullets as they are printed, not by their count.
fn path(task: &Task) -> String {
    let labels = task.path.iter().map(|label| if label.starts_with('-') { "–" } else { label });
    labels.collect::<Vec<_>>().join(".")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words on one line, cut where they are long.
fn cut(words: &str) -> String {
    // Blanks may be many.
    let some: String = words.chars().take(4 * WORDS).collect();
    let line = one_line(&some);
    match line.char_indices().nth(WORDS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
