//! Tasks (nhiệm vụ): which items of the outline, paragraphs of prose and rows of tables tell somebody to do something.
//!
//! What counts depends on where it stands: under "Nhiệm vụ" every item that is not just a heading does; in a regulation
//! or an answer only one that names who has to do it; under "Mục đích, yêu cầu" none. So each heading sets the mode
//! ([`Mode`]) for what stands below it, as the type of document and the lead-in do for the whole.

use crate::find::cues::Cues;
use crate::grammar::assign::{
    Assignment, Party, Said, assign, described, describes, directed, duty_heading, grants_rights, holder_heading,
    informed, name_only, orders, roles_only,
};
use crate::grammar::bodies::{Class, Marks, bodies};
use crate::grammar::pinpoint::pinpoint;
use crate::grammar::verb::{pair_at, verb_at};
use crate::grammar::ws::{after_one, first_of};
use crate::layout::outline::{Item, Outline, Region, item_id, one_line, region_type};
use crate::layout::zones::Layout;
use crate::lexicon::fold::lowered;
use crate::lexicon::types::type_at;
use crate::record::{Assignee, Deadline, PartKind, Reference, Role, Task};
use crate::text::window;
use crate::text::{Page, Span, is_shout};
use std::borrow::Cow;

/// Which items are tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// None.
    Never,
    /// Those that name who has to do it.
    #[default]
    Named,
    /// Those, and those that begin with a verb.
    Verb,
    /// All that are no headings or details.
    Order,
}

/// What stands above an item gives it.
#[derive(Clone, Debug, Default)]
struct Context {
    mode: Mode,
    /// Bodies that an item without its own is for.
    leads: Vec<Assignee>,
    /// True right below a heading of duties: its items are headed by those who have them.
    duties: bool,
    /// True inside the plan or programme that an article consists of.
    plan: bool,
    /// True for a list of tasks that is attached: its headings with items below them only group.
    list: bool,
}

/// The tasks of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tasks {
    /// In text order; deadlines and references are not linked yet.
    pub(crate) tasks: Vec<Task>,
    /// Where what belongs to a task stands: its own words and the lines that describe it. In text order.
    scopes: Vec<(Span, usize)>,
}

impl Tasks {
    /// Index of the task in whose words, or the lines that describe it, a span stands.
    pub(crate) fn task_at(&self, span: Span) -> Option<usize> {
        let next = self.scopes.partition_point(|(s, _)| s.start <= span.start);
        self.scopes[..next].last().filter(|(s, _)| s.contains(span)).map(|(_, task)| *task)
    }

    /// Writes into tasks, deadlines and references which belong together: those that stand in the words of a task.
    pub(crate) fn link(&mut self, deadlines: &mut [Deadline], references: &[Reference]) {
        for deadline in deadlines {
            if let Some(task) = self.task_at(deadline.span) {
                deadline.task = Some(self.tasks[task].id.clone());
                self.tasks[task].deadlines.push(deadline.id.clone());
            }
        }
        for reference in references {
            for mention in &reference.mentions {
                let Some(task) = self.task_at(mention.span) else { continue };
                let ids = &mut self.tasks[task].references;
                if ids.last() != Some(&reference.id) {
                    ids.push(reference.id.clone());
                }
            }
        }
    }
}

/// The tasks of a document of type `kind`.
pub(crate) fn tasks(page: &Page, layout: &Layout, cues: &Cues, outline: &Outline, kind: Option<&str>) -> Tasks {
    let mut finder = Finder {
        page,
        cues,
        outline,
        news: !layout.is_document(),
        found: Tasks::default(),
        contexts: vec![Context::default(); outline.items.len()],
        lines: Vec::new(),
        described: vec![false; outline.items.len()],
        made: vec![None; outline.items.len()],
    };
    finder.describe();
    for (n, region) in outline.regions.iter().enumerate() {
        // What comes with a norm is forms and tables, whatever they are called, but for a plan.
        let norm = kind.filter(|kind| NORMS.contains(kind));
        let attached = || region_type(region).filter(|kind| norm.is_none() || PLANS.contains(kind)).or(norm);
        finder.region(region, if n == 0 { kind } else { attached() }, n == 0);
    }
    finder.found.finish()
}

impl Tasks {
    /// In text order, with ids.
    fn finish(mut self) -> Self {
        let mut order: Vec<usize> = (0..self.tasks.len()).collect();
        order.sort_by_key(|i| self.tasks[*i].span.start);
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        self.tasks.sort_by_key(|t| t.span.start);
        for (i, task) in self.tasks.iter_mut().enumerate() {
            task.id = format!("t{}", i + 1);
            task.assignees.retain(|assignee| !is_bare_head(&assignee.name));
        }
        for scope in &mut self.scopes {
            scope.1 = place[scope.1];
        }
        self.scopes.sort_unstable();
        self
    }
}

/// A head that names nobody by itself: what stood behind it was cut ("Cơ quan chủ trì, thành phần …").
fn is_bare_head(name: &str) -> bool {
    ["cơ quan", "trung tâm", "ngân hàng", "bảo hiểm", "thuế", "cổng"].contains(&&*lowered(name))
}

/// What a line that describes the task above it says ("Cơ quan chủ trì: …").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Lead,
    Support,
    /// Time, place, content and the like.
    Other,
}

/// Types of norms, which set rules in articles.
const NORMS: [&str; 7] =
    ["luat", "bo_luat", "phap_lenh", "nghi_dinh", "thong_tu", "thong_tu_lien_tich", "van_ban_hop_nhat"];

/// Types of plans, whose items are things to be done.
const PLANS: [&str; 4] = ["ke_hoach", "chuong_trinh", "de_an", "phuong_an"];

/// An article, or what holds articles.
fn is_division(kind: PartKind) -> bool {
    matches!(kind, PartKind::Part | PartKind::Chapter | PartKind::Section | PartKind::Subsection | PartKind::Article)
}

struct Finder<'p, 'a> {
    page: &'p Page<'a>,
    cues: &'p Cues,
    outline: &'p Outline,
    news: bool,
    found: Tasks,
    contexts: Vec<Context>,
    /// For each item, whether it only describes the one above.
    lines: Vec<Option<Line>>,
    /// For each item, whether a line below it names who is to do it.
    described: Vec<bool>,
    /// For each item, its task.
    made: Vec<Option<usize>>,
}

impl Finder<'_, '_> {
    /// Marks the items that only describe the one above them.
    fn describe(&mut self) {
        for item in &self.outline.items {
            let line = description(&self.head(item))
                .filter(|line| item.parent.is_some() && !(*line == Line::Other && item.has_children));
            if let (Some(Line::Lead | Line::Support), Some(parent)) = (line, item.parent) {
                self.described[parent] = true;
            }
            self.lines.push(line);
        }
    }

    fn region(&mut self, region: &Region, kind: Option<&str>, own: bool) {
        let before = self.found.tasks.len();
        let base = self.base(region, kind, own);
        let rules = kind.is_some_and(|kind| NORMS.contains(&kind));
        // Behind the last article of a norm stand forms that lost their head.
        let articles = rules && region.items.clone().any(|i| self.outline.items[i].kind == PartKind::Article);
        for i in region.items.clone() {
            let item = &self.outline.items[i];
            if articles && item.parent.is_none() && !is_division(item.kind) {
                self.contexts[i].mode = Mode::Never;
            } else {
                self.item(i, &base, kind);
            }
        }
        if !region.head.starts_with("MẪU") && !region.head.starts_with("Mẫu") && !is_procedure(&lowered(&region.head))
        {
            self.rows(region);
        }
        if own && self.found.tasks.len() == before && !rules {
            self.prose(region);
        }
    }

    /// The mode of a region as a whole, with the body that its lead-in tells to do what follows.
    fn base(&self, region: &Region, kind: Option<&str>, own: bool) -> Context {
        if !own {
            let mode = match kind {
                Some(kind) if PLANS.contains(&kind) => Mode::Order,
                // "QUY CHẾ phối hợp thực hiện nhiệm vụ …": rules, whatever they are about.
                Some("quy_che" | "quy_dinh" | "dieu_le" | "quy_trinh" | "noi_quy") => Mode::Never,
                Some(kind) if NORMS.contains(&kind) => Mode::Never,
                _ if names_tasks(&lowered(&region.head)) => Mode::Order,
                _ => Mode::Never,
            };
            let list = mode == Mode::Order && matches!(kind, None | Some("phu_luc" | "danh_muc"));
            return Context { mode, list, ..Context::default() };
        }
        let first = region.items.clone().next().map(|i| &self.outline.items[i]);
        let counted = first.is_some_and(|item| item.kind != PartKind::Bullet);
        let first = first.map(|item| item.label.start);
        let lead_in = region.loose.iter().rev().find(|s| first.is_none_or(|f| s.end <= f)).copied().unwrap_or_default();
        let start = lead_in.start as usize;
        let lead_in = one_line(self.page, lead_in);
        let lead_in = lead_in.as_ref();
        let is_lead_in = lead_in.ends_with([':', ',']) || lead_in.ends_with("sau");
        let mode = match kind {
            Some("ke_hoach" | "chuong_trinh" | "de_an" | "phuong_an" | "chi_thi" | "cong_dien") => Mode::Order,
            Some("quyet_dinh" | "thong_tu" | "nghi_dinh" | "luat" | "bo_luat" | "phap_lenh" | "thong_tu_lien_tich") => {
                Mode::Named
            }
            // What stands in front of its items tells by which texts it was changed.
            Some("van_ban_hop_nhat") => Mode::Named,
            Some("bao_cao" | "to_trinh") => Mode::Named,
            _ if is_lead_in && orders(lead_in) && !lead_in.contains(" hướng dẫn thực hiện một số nội dung") => {
                Mode::Order
            }
            // Conclusions of a meeting count them, also where a scan lost what leads in to them.
            Some("thong_bao" | "ket_luan") if counted => Mode::Verb,
            _ => Mode::Named,
        };
        let leads = if is_lead_in && mode == Mode::Order { single_lead(lead_in, start) } else { Vec::new() };
        Context { mode, leads, ..Context::default() }
    }

    /// The words of a span on one line, with their cues.
    fn said<'t>(&self, words: &'t str, span: Span) -> Said<'t> {
        if std::ptr::eq(words, self.page.words(span)) {
            Said::with(words, self.cues.duties(span))
        } else {
            // Put on one line: a cue may stand across the end of a line.
            Said::new(words)
        }
    }

    /// The heading or first sentence of an item.
    fn head(&self, item: &Item) -> Cow<'_, str> {
        item.texts.first().map_or(Cow::Borrowed(""), |t| one_line(self.page, *t))
    }

    fn item(&mut self, i: usize, base: &Context, kind: Option<&str>) {
        let item = &self.outline.items[i];
        let above = item.parent.map_or_else(|| base.clone(), |p| self.contexts[p].clone());
        if above.mode == Mode::Never {
            self.contexts[i].mode = Mode::Never;
            return;
        }
        if let Some(line) = self.lines[i] {
            self.line(i, line, &above);
            return;
        }
        let page = self.page;
        let first = item.texts.first().copied().unwrap_or_default();
        let words = one_line(page, first);
        let head = words.as_ref();
        let has_prose = item.texts.iter().skip(1).any(|t| description(self.page.words(*t)).is_none());
        // "* Thời gian thực hiện:" above its stages.
        if item.has_children
            && head.starts_with("Thời gian ")
            && description(head).is_some()
            && let Some(task) = self.holder(i)
        {
            self.found.scopes.push((item.extent, task));
        }
        let heading = item.title.is_some()
            || head.ends_with(':')
            || item.has_children && (!head.ends_with(['.', ';']) || is_stopped_title(item, head));
        // "Điều 1. Phê duyệt Đề án … với những nội dung sau:": its sections are those of a plan.
        let plan = above.plan || item.kind == PartKind::Article && item.has_children && approves_plan(head);
        self.contexts[i].plan = plan;
        let mode = if heading { section_mode(head, &above, kind, item) } else { above.mode };
        if mode == Mode::Never {
            self.contexts[i].mode = Mode::Never;
            return;
        }
        // "2. Sở Tài chính:" names who has to do what stands below it.
        let acts = || item.texts.get(1).is_some_and(|t| verb_at(&one_line(self.page, *t)));
        let may_head = above.duties && if has_prose { !item.has_children && acts() } else { item.has_children };
        // "Chương III. NHÀ BÁO" tells what the articles below are about.
        let matter = matches!(item.kind, PartKind::Chapter | PartKind::Section | PartKind::Part);
        let said = self.said(&words, first);
        let names = || name_only(&said).filter(|_| !matter);
        if let Some(names) = names().or_else(|| if may_head { holder_heading(head) } else { None }) {
            self.named(i, &names, has_prose, mode, &above);
            return;
        }
        // "1. Sở Xây dựng chủ trì, phối hợp với Sở Y tế:" says by whom what stands below it is done.
        if item.has_children
            && !has_prose
            && let Some((leads, supports)) = roles_only(&said)
        {
            let of =
                |parties: &[Party], role| parties.iter().map(|p| assignee(p, first.start as usize, role)).collect();
            let (mut leads, supports): (Vec<_>, Vec<_>) = (of(&leads, Role::Lead), of(&supports, Role::Support));
            leads.extend(supports);
            self.contexts[i] = Context { mode: mode_below_named(mode), leads, plan: above.plan, ..Context::default() };
            return;
        }
        if cites(head) {
            self.contexts[i].mode = Mode::Never;
            return;
        }
        // "Ghi nhận, biểu dương nỗ lực của tỉnh": a conclusion praises first.
        if matches!(kind, Some("thong_bao" | "ket_luan")) && praises(head) {
            self.contexts[i].mode = Mode::Never;
            return;
        }
        // Prose behind a bullet is seldom about it.
        let bullet = item.kind == PartKind::Bullet && mode == Mode::Named;
        let texts = if bullet { &item.texts[..1.min(item.texts.len())] } else { &item.texts };
        let mut given = self.assignment(texts, Some(&said));
        // Under "Kinh phí thực hiện" who pays is told, and nobody to do anything unless the text opens with them.
        if item.title.is_some() && is_money(head) && !item.texts.iter().any(|t| starts_with_lead(&given, *t)) {
            given.leads.clear();
        }
        let is_lead_in = item.title.is_some() && has_prose && item.has_children && self.ends_in_lead_in(item);
        let groups = base.list && item.parent.is_none() && item.has_children && item.title.is_some();
        let task = !is_lead_in && !groups && self.is_task(i, &said, mode, &given, has_prose, !above.leads.is_empty());
        if task {
            self.make(i, given.clone(), &above);
        }
        let mut below = self.below(head, mode, task, item);
        if is_lead_in && !given.leads.is_empty() {
            below = Mode::Order;
        }
        let leads = if task {
            // "Tổng cục X chỉ đạo Cục Y:": what stands below is for the second.
            let start = item.texts.first().map_or(0, |t| t.start as usize);
            directed(head).iter().map(|p| assignee(p, start, Role::Lead)).collect()
        } else {
            let own = self.section_leads(item, head, is_lead_in);
            if own.is_empty() { above.leads } else { own }
        };
        self.contexts[i] = Context {
            mode: below,
            leads,
            duties: (item.title.is_some() || is_short_head(item, head)) && gives_duties(head),
            plan,
            ..Context::default()
        };
    }

    /// An item that is only the names of bodies: a task when prose follows, else it names who has to do its children.
    fn named(&mut self, i: usize, names: &[Party], has_prose: bool, mode: Mode, above: &Context) {
        let item = &self.outline.items[i];
        let start = item.texts.first().map_or(0, |t| t.start as usize);
        let leads: Vec<Assignee> = names.iter().map(|n| assignee(n, start, Role::Lead)).collect();
        // A line of less is the rest of a broken name.
        let says = item.texts.iter().skip(1).any(|t| t.len() > 40);
        // "Điều 9. Cơ quan chủ quản" and "Cơ quan chủ quản là …": what the name means.
        let means = mode != Mode::Order
            && item.texts.len() == 2
            && item.texts.get(1).is_some_and(|t| describes(&one_line(self.page, *t)));
        if means && !item.has_children {
            self.contexts[i].mode = Mode::Never;
        } else if has_prose && says && !(item.has_children && self.ends_in_lead_in(item)) {
            let mut given = self.assignment(item.texts.get(1..).unwrap_or_default(), None);
            given.leads.clear();
            let task = self.make(i, given, above);
            self.found.tasks[task].assignees.retain(|a| a.role != Role::Lead);
            let more = std::mem::take(&mut self.found.tasks[task].assignees);
            self.found.tasks[task].assignees = leads.into_iter().chain(more).collect();
            let below = self.below(&self.head(item), mode_below_named(mode), true, item);
            self.contexts[i] = Context { mode: below, plan: above.plan, ..Context::default() };
        } else {
            // "Điều 5. Trách nhiệm của các sở": each of its items is headed by one of them.
            let duties = item.title.is_some()
                && (names.len() > 1 || names.iter().any(|n| n.class < Class::Body))
                && gives_duties(&self.head(item));
            self.contexts[i] =
                Context { mode: mode_below_named(mode), leads, duties, plan: above.plan, ..Context::default() };
        }
    }

    /// A line that describes the task above it gives it its bodies and its time.
    fn line(&mut self, i: usize, line: Line, above: &Context) {
        let item = &self.outline.items[i];
        self.contexts[i] = Context { mode: above.mode, plan: above.plan, ..Context::default() };
        let Some(task) = self.holder(i) else { return };
        self.found.scopes.push((item.span, task));
        self.describe_task(task, line, item.texts.first().copied().unwrap_or(item.span));
    }

    /// The task that an item describes.
    fn holder(&self, i: usize) -> Option<usize> {
        let item = &self.outline.items[i];
        let mut holder = item.parent;
        // "* Thời gian thực hiện: …" behind the dashes of an item is said of the item.
        let label = |i: usize| self.page.words(self.outline.items[i].label).trim();
        if label(i).starts_with('*')
            && let Some(dash) = holder.filter(|h| label(*h).starts_with(['-', '–']))
        {
            holder = self.outline.items[dash].parent.filter(|h| self.made[*h].is_some()).or(holder);
        }
        while let Some(h) = holder {
            if self.made[h].is_some() {
                break;
            }
            holder = self.outline.items[h].parent;
        }
        holder.and_then(|h| self.made[h])
    }

    fn describe_task(&mut self, task: usize, line: Line, span: Span) {
        let words = one_line(self.page, span);
        let role = match line {
            Line::Lead => Role::Lead,
            Line::Support => Role::Support,
            Line::Other => return,
        };
        let Some((label, _)) = words.split_once(':') else { return };
        let at = label.len() + 1 + words[label.len() + 1..].len() - words[label.len() + 1..].trim_start().len();
        let parties = described(&words[at..]);
        let task = &mut self.found.tasks[task];
        if role == Role::Lead && !parties.is_empty() {
            task.assignees.retain(|a| a.role != Role::Lead);
        }
        task.assignees.extend(parties.iter().map(|p| assignee(p, span.start as usize + at, role)));
    }

    /// Who is told to do what in some texts; the first of them may have been read before.
    fn assignment(&self, texts: &[Span], first_said: Option<&Said>) -> Assignment {
        /// Lines of the longest list of those who carry a decision out; the cap keeps a text of such lines linear.
        const EXECUTORS: usize = 24;
        let mut given = Assignment::default();
        let mut rest = texts;
        while let Some((first, more)) = rest.split_first() {
            let (mut text, mut words) = (*first, one_line(self.page, *first));
            rest = more;
            // "Chánh Văn phòng; / Giám đốc các sở … / chịu trách nhiệm thi hành": one list on lines of their own, as is
            // "Các bộ; / Ủy ban nhân dân các tỉnh … khẩn trương triển khai".
            let listed = |t: &&Span| self.page.words(**t).ends_with(';');
            let lines = if words.ends_with(';') { more.iter().take(EXECUTORS).take_while(listed).count() } else { 0 };
            if words.ends_with(';')
                && let Some(last) = more.get(lines)
                && (self.page.words(*last).contains("chịu trách nhiệm") || list_goes_on(&words, self.page.words(*last)))
            {
                text = text.hull(*last);
                words = one_line(self.page, text);
                rest = &more[lines + 1..];
            }
            // What an answer quotes or tells of the law orders nothing here.
            let quoted = words.starts_with(['“', '"']) || rest.len() + 1 < texts.len() && restates(&words);
            if description(&words).is_some() || quoted {
                continue;
            }
            let own;
            let said = match first_said.filter(|said| more.len() + 1 == texts.len() && said.text == words) {
                Some(said) => said,
                None => {
                    own = self.said(&words, text);
                    &own
                }
            };
            let mut found = assign(said);
            // Whoever meets with trouble reports it: said beside the duty of another.
            if !given.leads.is_empty() && words.starts_with("Trong quá trình") && reports_trouble(said) {
                found.leads.clear();
            }
            given.add(found, text.start as usize);
        }
        given
    }

    fn is_task(&self, i: usize, said: &Said, mode: Mode, given: &Assignment, has_prose: bool, named: bool) -> bool {
        let item = &self.outline.items[i];
        let head = said.text;
        if self.described[i] {
            return true;
        }
        if (item.has_children || has_prose) && (is_usual_heading(head) || is_shout(head)) {
            return has_prose && !item.has_children && given.is_sure();
        }
        let bare = !item.has_children && !has_prose;
        if !item.has_children && reports_trouble(said) {
            return true;
        }
        if mode != Mode::Order && (changes_text(head) || tells_of_a_thing(head)) {
            return false;
        }
        if gives_quota(head)
            || names_members(head)
            || restates(head) && !given.is_ordered()
            || names_holder(head)
            || asks_to_decide(head)
        {
            return false;
        }
        let start = item.texts.first().map_or(0, |t| t.start as usize);
        let case = if mode == Mode::Order { None } else { befalls(said) };
        if case.is_some_and(|case| given.leads.iter().all(|l| !l.ordered && l.range.end <= start + case)) {
            return false;
        }
        match mode {
            Mode::Never => false,
            Mode::Verb if verb_at(head) && !is_shout(head) => {
                !(item.title.is_some() && item.has_children && duty_heading(head).is_some())
            }
            Mode::Named | Mode::Verb => {
                let heading = item.title.is_some() && !has_prose;
                if heading && item.has_children && duty_heading(head).is_some() {
                    return false;
                }
                let says = || ["trách nhiệm", "phải ", "chỉ đạo", "thực hiện:"].iter().any(|w| head.contains(w));
                given.is_sure()
                    && (!heading
                        || given.is_ordered()
                        || head.ends_with(':') && says()
                        || !item.has_children
                            && starts_with_lead(given, item.texts.first().copied().unwrap_or_default()))
                    || !self.news && !given.leads.is_empty() && !heading
            }
            Mode::Order => {
                // A form's blanks, and what a matter means to the country, are nothing to be done.
                if is_form(head) || head.contains(" có ý nghĩa ") && given.leads.is_empty() && !verb_at(head) {
                    return false;
                }
                // "Địa điểm đo: Vùng nuôi của Sở A": a label in front of a detail, whoever stands in it.
                let label = head.split_once(": ").is_some_and(|(label, _)| label.len() < 40 && is_detail(label));
                if label && !given.is_ordered() {
                    return false;
                }
                if given.is_sure() {
                    return !(heads_group(head) && item.has_children && !has_prose);
                }
                if is_share(head) {
                    return false;
                }
                if verb_at(head) {
                    return true;
                }
                // "Thành viên được dùng con dấu …": told of a body, not told to it.
                if given.leads.is_empty() && (describes(head) || takes_effect(head)) {
                    return false;
                }
                // "Được trả phí theo hợp đồng": a right among duties.
                let free = ["Được ", "Không phải ", "Không bắt buộc "].iter().any(|w| head.starts_with(w));
                let right = free && given.leads.is_empty();
                if right || is_detail(head) || head.ends_with("gồm:") || heads_group(head) {
                    return false;
                }
                // "Trong quá trình thực hiện, trường hợp văn bản được thay thế thì …": a rule for nobody.
                let case = ["Trường hợp ", "Trong quá trình "].iter().any(|w| head.starts_with(w));
                let result = head.split_once(" thì ").map_or(head, |(_, then)| then);
                let applies = ["áp dụng", "thực hiện theo"].iter().any(|w| result.starts_with(w));
                let rule = result.contains(" được ") || applies && head.contains(" được ");
                if case && given.leads.is_empty() && !named && rule {
                    return false;
                }
                // A heading that does not order anything only groups.
                let then = || head.rsplit_once(" thì ").is_some_and(|(_, then)| verb_at(then));
                let grouping = item.has_children && (item.title.is_some() || head.ends_with(':')) && !then();
                let timed = || {
                    ["trước ngày", "xong ", "hoàn thành", "trong tháng", "trong quý"].iter().any(|w| head.contains(w))
                };
                let says = || named || timed() || head.len() > 60 && has_verb(head);
                !grouping
                    && (bare && says()
                        || !bare && !item.has_children
                        || item.has_children && (head.ends_with(['.', ';']) && has_verb(head) || then()))
            }
        }
    }

    fn below(&self, head: &str, mode: Mode, task: bool, item: &Item) -> Mode {
        if mode != Mode::Order && changes_text(head) {
            return Mode::Never;
        }
        let last = item.texts.last().map_or("", |t| self.page.words(*t));
        if mode == Mode::Named && lists_cases(last) || lists_aims(last) {
            return Mode::Never;
        }
        if head.ends_with("gồm:") || last.ends_with("gồm:") || last.ends_with("sau đây:") && last.contains("gồm")
        {
            return if mode == Mode::Named { Mode::Named } else { Mode::Verb };
        }
        if task && matches!(mode, Mode::Named | Mode::Verb) && last.ends_with(':') && !last.contains("yêu cầu sau") {
            return Mode::Verb;
        }
        if mode == Mode::Verb && task { Mode::Named } else { mode }
    }

    /// True when the last paragraph in front of the children leads in to them: "… thực hiện các nội dung sau:".
    fn ends_in_lead_in(&self, item: &Item) -> bool {
        let words = item.texts.last().map_or(Cow::Borrowed(""), |t| one_line(self.page, *t));
        let names = ["nội dung", "nhiệm vụ", "giải pháp", "công việc", "công tác"];
        let specific = ["phải ", "cụ thể như sau", "chủ yếu như sau"];
        let duties = || lowered(&self.head(item)).starts_with("nhiệm vụ");
        words.ends_with(':')
            && (words.contains("sau:") || words.contains("sau đây:"))
            && names.iter().any(|n| words.contains(n))
            && (!specific.iter().any(|s| words.contains(s)) || duties())
    }

    /// The body that a heading or its lead-in tells to do what stands below.
    fn section_leads(&self, item: &Item, head: &str, is_lead_in: bool) -> Vec<Assignee> {
        if is_lead_in {
            let span = item.texts.last().copied().unwrap_or_default();
            let words = one_line(self.page, span);
            // "…, các bộ, cơ quan ngang bộ, Ủy ban nhân dân các tỉnh thực hiện …": the last of several.
            let last =
                |party: &Party| party.name.contains(" các ") && words[..party.range.start].trim_end().ends_with(',');
            return match &assign(&self.said(&words, span)).leads[..] {
                [one] if (one.class >= Class::Kind || one.class == Class::Anybody) && !last(one) => {
                    vec![assignee(one, span.start as usize, Role::Lead)]
                }
                _ => Vec::new(),
            };
        }
        let start = item.texts.first().map_or(0, |t| t.start as usize);
        let named = |names: &[Party], at| names.iter().map(|n| assignee(n, at, Role::Lead)).collect();
        if let Some(duties) = duty_heading(head).filter(|_| item.has_children) {
            return named(&duties.holders, start);
        }
        // "Điều 2. Vị trí và nhiệm vụ của Tổ công tác"
        if item.has_children
            && let Some(at) =
                ["hiệm vụ của ", "rách nhiệm của "].iter().find_map(|w| head.find(w)).and_then(|at| at.checked_sub(1))
            && let Some(names) = head.get(at..).and_then(|h| name_only(&Said::new(h.trim_end_matches([':', '.']))))
        {
            return named(&names, start + at);
        }
        Vec::new()
    }

    /// Makes an item a task.
    fn make(&mut self, i: usize, given: Assignment, above: &Context) -> usize {
        let item = &self.outline.items[i];
        // "d) Tiếp nhận …; đề nghị các cơ quan …": the one above is told to do what begins with a verb.
        let mut given = given;
        let start = item.texts.first().map_or(0, |t| t.start as usize);
        let subject = || given.leads.first().is_some_and(|l| l.range.start == start);
        let acts = |head: &str| verb_at(head) || head.starts_with("Yêu cầu ");
        if !above.leads.is_empty() && !subject() && acts(&self.head(item)) {
            given.leads.clear();
        }
        let mut assignees = given_assignees(given);
        if !assignees.iter().any(|a| a.role == Role::Lead) {
            assignees.splice(0..0, above.leads.iter().cloned());
        }
        let task = self.push(Task {
            outline: Some(item_id(i)),
            path: item.path.clone(),
            span: item.span,
            extent: item.extent,
            assignees,
            ..Task::default()
        });
        self.made[i] = Some(task);
        for text in item.texts.iter().skip(1) {
            if let Some(line) = description(self.page.words(*text)) {
                self.describe_task(task, line, *text);
            }
        }
        task
    }

    fn push(&mut self, mut task: Task) -> usize {
        let mut span = task.span;
        // Leading blanks, where the label stands alone on its line.
        let words = self.page.words(span);
        span.start += (words.len() - words.trim_start().len()) as u32;
        task.span = span;
        task.text = self.page.words(span).replace('\n', " ");
        self.found.scopes.push((span, self.found.tasks.len()));
        self.found.tasks.push(task);
        self.found.tasks.len() - 1
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Prose

    /// Paragraphs that give somebody a duty, in a text whose items do not.
    fn prose(&mut self, region: &Region) {
        let mut ordered = false;
        let mut texts: Vec<Span> = region.loose.clone();
        texts.extend(region.items.clone().flat_map(|i| self.outline.items[i].texts.iter().skip(1)));
        texts.sort_unstable();
        for span in texts {
            let line = one_line(self.page, span);
            let words = line.as_ref();
            if is_basis(words) || words.starts_with("Kính gửi") || is_shout(words) || asks_to_decide(words) {
                continue;
            }
            let mut given = Assignment::default();
            given.add(assign(&self.said(&line, span)), span.start as usize);
            let informed =
                Assignment { leads: if self.news { Vec::new() } else { informed(words) }, ..Assignment::default() };
            given.add(informed, span.start as usize);
            let contact = asks_to_call(words, &given, span.start as usize);
            if !self.news {
                let at = span.start as usize;
                let told = |l: &Party| {
                    let verb = words.get(l.range.end - at..).unwrap_or_default().trim_start();
                    let first = given.leads.first().is_some_and(|f| f.range.start == at && l.class >= Class::Kind);
                    first && ["chủ trì", "khẩn trương", "có trách nhiệm"].iter().any(|v| verb.starts_with(v))
                };
                let told = given.leads.iter().any(told);
                given.leads.retain(|l| l.ordered || told);
            }
            let duty = if self.news { reported(words, &given) } else { !given.leads.is_empty() && !contact };
            let goes_on = self.news
                && ordered
                && pair_at(words)
                && words.ends_with(['.', '…'])
                && !words.contains(" là nhiệm vụ");
            ordered = duty || goes_on;
            if (duty || goes_on) && !(duty && is_quoted(self.page, span)) {
                let assignees = given_assignees(if duty { given } else { Assignment { leads: Vec::new(), ..given } });
                self.push(Task { span, extent: span, assignees, ..Task::default() });
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Tables

    /// Rows of tables with a column of work and one of who does it.
    fn rows(&mut self, region: &Region) {
        let page = self.page;
        let place = |p: &usize| {
            let line = &page.lines[page.paragraphs[*p].lines.start];
            (line.row, line.column)
        };
        let mut columns: Option<Columns> = None;
        let mut labels = RowLabels::default();
        let mut last = (0, 0);
        let mut rows = region.cells.chunk_by(|a, b| place(a).0 == place(b).0).peekable();
        while let Some(row) = rows.next() {
            let number = row.first().map_or(0, |p| place(p).0);
            let cells: Vec<(u16, Span)> = row.iter().map(|p| (place(p).1, page.paragraphs[*p].span)).collect();
            // Another table; the empty cells at the end of a row count as rows.
            if number > last.0 + 1 && row.first() != Some(&(last.1 + 1)) {
                columns = None;
            }
            last = (number, row.last().copied().unwrap_or_default());
            if let Some(found) = Columns::of(page, &cells) {
                columns = Some(found);
                labels.fresh = true;
            } else if let Some(columns) = &columns {
                let below =
                    rows.peek().and_then(|next| next.first()).map_or("", |p| page.words(page.paragraphs[*p].span));
                self.row(columns, &cells, below, &mut labels);
            }
        }
    }

    /// A row of a table of tasks, above one that begins with the words `below`.
    fn row(&mut self, columns: &Columns, cells: &[(u16, Span)], below: &str, labels: &mut RowLabels) {
        /// Longer words in the column of numbers are a cell of the next one: the number is that of the row above.
        const LONGEST_NUMBER: usize = 12;
        let page = self.page;
        let cell = |column: Option<u16>| cells.iter().filter(move |c| Some(c.0) == column).map(|c| c.1);
        let hull = |column| cell(column).reduce(Span::hull);
        let number = hull(columns.number).map_or("", |s| page.words(s)).trim_end_matches(['.', ')', ' ']);
        if number.len() > LONGEST_NUMBER {
            return;
        }
        let path = labels.path(number);
        let (Some(work), Some(extent)) = (hull(Some(columns.work)), cells.iter().map(|c| c.1).reduce(Span::hull))
        else {
            return;
        };
        let mut assignees = Vec::new();
        for (column, role) in [(columns.lead, Role::Lead), (columns.support, Role::Support)] {
            for span in cell(column) {
                assignees.extend(described(page.words(span)).iter().map(|p| assignee(p, span.start as usize, role)));
            }
        }
        // A row that only groups others has no one to do it.
        let rank = |number: &str| RowLabels::rank(number).filter(|_| !number.is_empty());
        let groups =
            || rank(number).is_none_or(|own| own < RowLabels::NUMBER || rank(below.trim_end_matches('.')) > Some(own));
        if assignees.is_empty() && groups() {
            return;
        }
        let task = self.push(Task { path: path.clone(), span: work, extent, assignees, ..Task::default() });
        // "… Cụ thể: / - Từ quý IV/2027 …": what is announced and listed in the cell is done one by one.
        let listed = cell(Some(columns.work)).skip_while(|s| !page.words(*s).ends_with(':')).skip(1);
        for (n, span) in listed.take_while(|s| page.words(*s).starts_with("- ")).enumerate() {
            let span = Span { start: span.start + "- ".len() as u32, ..span };
            let path = path.iter().cloned().chain([format!("-{}", n + 1)]).collect();
            self.push(Task { path, span, extent: span, ..Task::default() });
        }
        self.found.scopes.extend(cells.iter().map(|c| c.1).filter(|s| !work.contains(*s)).map(|s| (s, task)));
    }
}

/// The labels of the rows above: "I" heads a section of the table, whose rows are "1", "2" and "2.1".
#[derive(Default)]
struct RowLabels {
    /// With their ranks, from the top.
    open: Vec<(u8, String)>,
    /// True behind a head: its table goes on, or starts again at 1.
    fresh: bool,
}

impl RowLabels {
    /// The path of the row with a number.
    fn path(&mut self, number: &str) -> Vec<String> {
        if number.is_empty() {
            return Vec::new();
        }
        let Some(rank) = Self::rank(number) else { return vec![number.to_owned()] };
        if std::mem::take(&mut self.fresh) && number == "1" {
            self.open.clear();
        }
        let below = |label: &str| number.strip_prefix(label).is_some_and(|rest| rest.starts_with('.'));
        self.open.retain(|(r, label)| *r < rank && (*r < Self::NUMBER || below(label)));
        self.open.push((rank, number.to_owned()));
        self.open.iter().map(|(_, label)| label.clone()).collect()
    }

    /// Rank of numbers without a point.
    const NUMBER: u8 = 3;

    fn rank(number: &str) -> Option<u8> {
        let all = |is: fn(&u8) -> bool| number.bytes().all(|b| is(&b));
        if all(|b| matches!(b, b'I' | b'V' | b'X')) {
            return Some(2);
        }
        if number.len() == 1 && all(u8::is_ascii_uppercase) {
            return Some(1);
        }
        let points = memchr::memchr_iter(b'.', number.as_bytes()).count() as u8;
        all(|b| b.is_ascii_digit() || *b == b'.').then_some(Self::NUMBER + points)
    }
}

/// Columns of a table of tasks.
struct Columns {
    number: Option<u16>,
    work: u16,
    lead: Option<u16>,
    support: Option<u16>,
}

impl Columns {
    /// The columns that a row of headings names; `None` for other rows.
    fn of(page: &Page, cells: &[(u16, Span)]) -> Option<Self> {
        /// A longer cell is no heading.
        const LONGEST: usize = 120;
        let find = |words: &[&str]| {
            cells.iter().find_map(|(column, span)| {
                let cell = page.words(*span);
                (cell.len() < LONGEST && after_one(cell, words, |_| true).is_some()).then_some(*column)
            })
        };
        let lead = find(&[
            "cơ quan chủ trì",
            "đơn vị chủ trì",
            "cơ quan thực hiện",
            "đơn vị thực hiện",
            "chủ trì",
            "cơ quan, đơn vị chủ trì",
            "cơ quan/đơn vị chủ trì",
            "cơ quan, đơn vị thực hiện",
            "cơ quan đầu mối",
        ]);
        let support = find(&[
            "cơ quan phối hợp",
            "đơn vị phối hợp",
            "phối hợp",
            "cơ quan, đơn vị phối hợp",
            "cơ quan/đơn vị phối hợp",
        ]);
        lead.or(support)?;
        let work = find(&[
            "nội dung",
            "nhiệm vụ",
            "công việc",
            "tên nhiệm vụ",
            "tên công việc",
            "tên đề án",
            "hoạt động",
            "nhóm nhiệm vụ",
            "các nhiệm vụ",
            "sản phẩm",
            "tên văn bản",
        ])?;
        let number = find(&["stt", "tt", "số tt", "số thứ tự"]);
        Some(Self { number, work, lead, support })
    }
}

/// The mode of items right below the name of a body.
fn mode_below_named(mode: Mode) -> Mode {
    if mode == Mode::Never { mode } else { Mode::Order }
}

fn assignee(party: &Party, at: usize, role: Role) -> Assignee {
    let span = Span::new(party.range.start, party.range.end).shifted(at);
    Assignee { name: party.name.clone(), role, span }
}

/// The one body that a lead-in at `start` tells to do what follows.
fn single_lead(words: &str, start: usize) -> Vec<Assignee> {
    let given = assign(&Said::new(words));
    match &given.leads[..] {
        [one] if given.is_ordered() && one.class == Class::Body && !is_open_plural(&one.name) => {
            vec![assignee(one, start, Role::Lead)]
        }
        _ => Vec::new(),
    }
}

/// The parties of a text whose places already count the page.
fn given_assignees(given: Assignment) -> Vec<Assignee> {
    let sides = [
        (given.leads, Role::Lead),
        (given.supports, Role::Support),
        (given.receivers, Role::ReportTo),
        (given.via, Role::Via),
    ];
    sides.iter().flat_map(|(parties, role)| parties.iter().map(|p| assignee(p, 0, *role))).collect()
}

/// True when the first lead stands at the start of the text.
fn starts_with_lead(given: &Assignment, span: Span) -> bool {
    let start = span.start as usize;
    given.leads.first().is_some_and(|l| (start..start + 16).contains(&l.range.start))
}

/// "Các bộ, cơ quan ngang bộ; / Ủy ban nhân dân các tỉnh khẩn trương …": a list of bodies alone, before one of more.
fn list_goes_on(list: &str, next: &str) -> bool {
    let names = list.trim_end_matches(';');
    let opens = |words: &str| bodies(words, Marks::Semicolons).map(|list| list.end);
    opens(names) == Some(names.len()) && opens(next).is_some()
}

/// "các cơ quan", "các sở, ngành": kinds in small letters leave open who; "các Cục Thuế" are one kind by its name.
fn is_open_plural(name: &str) -> bool {
    ["các ", "Các ", "những "].iter().any(|w| name.strip_prefix(w).is_some_and(|n| n.starts_with(char::is_lowercase)))
}

/// `Căn cứ …;`, `Theo đề nghị của …`: legal basis.
fn is_basis(words: &str) -> bool {
    // What an answer concludes from its grounds stands in a sentence of its own: "Căn cứ …. Đề nghị Cục X …".
    ["Căn cứ ", "Theo đề nghị", "Xét ", "Sau khi "].iter().any(|w| words.starts_with(w))
        && words.ends_with([';', ',', '.'])
        && !words.contains(". Đề nghị ")
        && !words.contains(", đề nghị ")
        && !words.contains("đề nghị các ")
        && !words.contains(" yêu cầu ")
}

/// True for a news paragraph that reports an order: "UBND tỉnh yêu cầu …", "… nhấn mạnh: Sở X tiếp tục …".
fn reported(words: &str, given: &Assignment) -> bool {
    const SAYS: [&str; 5] = ["nhấn mạnh:", "yêu cầu:", "chỉ đạo:", "đề nghị:", "kết luận:"];
    given.is_ordered() || given.is_sure() && SAYS.iter().any(|s| words.contains(s))
}

/// What a line that describes the task above it says; `None` for other lines.
fn description(words: &str) -> Option<Line> {
    /// Labels are short.
    const LABEL: usize = 64;
    let label = match memchr::memchr(b':', &words.as_bytes()[..words.len().min(LABEL)]) {
        Some(at) => &words[..at],
        None if words.starts_with("Thời gian thực hiện") || words.starts_with("Thời gian hoàn thành") => {
            "Thời gian"
        }
        None => return None,
    };
    let label = lowered(label);
    let label = label.trim();
    let starts = |list: &[&str]| first_of(label, list).is_some();
    let ends = |list: &[&str]| list.iter().any(|w| label.ends_with(w));
    let who = starts(&[
        "cơ quan",
        "đơn vị",
        "bộ phận",
        "chủ trì",
        "phối hợp",
        "tổ chức, cá nhân",
        "người",
        "cơ quan, đơn vị",
        "trách nhiệm",
        "phân công",
    ]);
    // The parts of a report that a rule orders: "Cơ quan gửi báo cáo: …", "Đối tượng thực hiện báo cáo: …".
    if label.ends_with("báo cáo") && (who || starts(&["đối tượng"])) {
        return Some(if label.contains("nhận") { Line::Other } else { Line::Lead });
    }
    if starts(&["tần suất", "phương thức", "mẫu", "thời gian chốt", "thời hạn gửi", "tên báo cáo"])
        && ["báo cáo", "số liệu"].iter().any(|w| label.contains(w))
    {
        return Some(Line::Other);
    }
    if who && ends(&["phối hợp", "phối hợp thực hiện", "tham gia"]) {
        return Some(Line::Support);
    }
    if who
        && ends(&[
            "chủ trì",
            "thực hiện",
            "chủ trì thực hiện",
            "tham mưu",
            "đầu mối",
            "chủ trì, thực hiện",
            "chủ trì tham mưu",
            "chịu trách nhiệm",
        ])
    {
        return Some(Line::Lead);
    }
    const OTHERS: [&str; 18] = [
        "thời gian",
        "thời hạn",
        "tiến độ",
        "lộ trình",
        "địa điểm",
        "thành phần",
        "hình thức",
        "kinh phí",
        "nguồn kinh phí",
        "sản phẩm",
        "kết quả",
        "số lượng",
        "nội dung",
        "nội dung thực hiện",
        "đối tượng",
        "phạm vi",
        "quy mô",
        "yêu cầu",
    ];
    let first = label.as_bytes().first();
    let other = OTHERS.iter().filter(|o| o.as_bytes().first() == first).any(|o| {
        label.strip_prefix(o).is_some_and(|rest| {
            rest.is_empty()
                || [
                    " thực hiện",
                    " hoàn thành",
                    ", địa điểm",
                    " triển khai",
                    " tổ chức",
                    " tham gia",
                    " dự kiến",
                    " đầu ra",
                    " báo cáo",
                ]
                .contains(&rest)
        })
    });
    other.then_some(Line::Other)
}

/// A line of blanks to be filled in: "Ông (bà): ………… tiến hành …".
fn is_form(head: &str) -> bool {
    ["………", ".........", "_______"].iter().any(|blank| head.contains(blank))
}

/// An item that gives a detail and orders nothing: "Kinh phí: …", "Đối tượng: …".
fn is_detail(words: &str) -> bool {
    const STARTS: [&str; 20] = [
        "Chủ đề",
        "Số điểm",
        "Dự kiến kinh phí",
        "Mẫu ",
        "Kinh phí",
        "Nguồn kinh phí",
        "Nguồn vốn",
        "Đối tượng",
        "Thành phần",
        "Thời gian",
        "Địa điểm",
        "Hình thức",
        "Mức ",
        "Hồ sơ",
        "Số lượng",
        "Diện tích",
        "Mục tiêu",
        "Phạm vi",
        "Mục đích",
        "Lệ phí",
    ];
    first_of(words, &STARTS).is_some()
}

/// True when a verb of duty stands anywhere in some words.
fn has_verb(words: &str) -> bool {
    words.match_indices(' ').any(|(at, _)| pair_at(&words[at + 1..]))
}

/// A heading that only groups: "Về dữ liệu", "Đối với cấp xã:", "Công tác tuyên truyền".
fn heads_group(words: &str) -> bool {
    const STARTS: [&str; 12] = [
        "Về ",
        "Đối với ",
        "Công tác ",
        "Nhiệm vụ",
        "Giải pháp",
        "Các nhiệm vụ",
        "Một số ",
        "Nội dung",
        "Các nội dung",
        "Nhóm ",
        "Lĩnh vực ",
        "Trong lĩnh vực",
    ];
    let short = words.len() < 240 && !words.ends_with(['.', ';']);
    short && first_of(words, &STARTS).is_some()
}

/// "Tổ chức thực hiện", "Phân công nhiệm vụ": headings that begin with a verb and order nothing.
fn is_usual_heading(head: &str) -> bool {
    const HEADINGS: [&str; 14] = [
        "tổ chức thực hiện",
        "phân công nhiệm vụ",
        "phân công thực hiện",
        "phân công tổ chức thực hiện",
        "triển khai thực hiện",
        "tổ chức triển khai",
        "tổ chức triển khai thực hiện",
        "phân công trách nhiệm",
        "tổ chức, thực hiện",
        "kiến nghị, đề xuất",
        "đề xuất, kiến nghị",
        "kiến nghị",
        "tổ chức thi hành",
        "phân công trách nhiệm thực hiện",
    ];
    head.len() < 80 && after_one(head.trim_end_matches([':', '.', ' ']), &HEADINGS, str::is_empty).is_some()
}

/// "Sửa đổi, bổ sung một số điều của Nghị định số …", "Bổ sung mục số 4 vào sau mục số 3": a change of a text. What
/// stands below as new words orders nothing here.
fn changes_text(head: &str) -> bool {
    /// Bytes in front of the verb that name the parts it changes.
    const CHANGED: usize = 160;
    const CHANGES: [&str; 5] = ["Sửa đổi", "Bổ sung", "Thay thế", "Bãi bỏ", "Thay cụm từ"];
    const PARTS: [&str; 10] = [
        "mẫu ",
        "khoản ",
        "điểm ",
        "Điều ",
        "cụm từ",
        "Phụ lục",
        "mục số",
        "một số điều",
        "một số nội dung của",
        "các mục",
    ];
    // "Khoản 1 Điều 7 được sửa đổi, bổ sung như sau: …"
    let changed = || {
        let near = window::head(head, CHANGED);
        near.find(" được sửa đổi").is_some_and(|at| PARTS.iter().any(|p| lowered(&near[..at]).starts_with(&lowered(p))))
    };
    first_of(head, &CHANGES).is_some() && PARTS.iter().any(|p| head.contains(p)) || changed()
}

/// "1. Thông tư số 12/2031/TT-BXX ngày …, có hiệu lực …": an item that only names a text, as those above a consolidation.
fn cites(head: &str) -> bool {
    const TEXTS: [&str; 7] =
        ["thông tư", "nghị định", "luật", "quyết định", "nghị quyết", "pháp lệnh", "thông tư liên tịch"];
    let Some(rest) = after_one(head, &TEXTS, |rest| rest.starts_with(" số ")) else { return false };
    let words = rest.trim_end_matches(['.', ';', ',']);
    !words.contains(':') && ["có hiệu lực ", "hết hiệu lực "].iter().any(|w| words.contains(w))
}

/// "Hồ sơ đề nghị cấp thẻ gồm …", "Thời hạn hiệu lực của thẻ là …", "01 đơn theo mẫu": what is said of a thing tells nobody
/// to do anything.
fn tells_of_a_thing(head: &str) -> bool {
    const THINGS: [&str; 8] = [
        "Hồ sơ đề nghị",
        "Thành phần hồ sơ",
        "Thời hạn hiệu lực",
        "Phí và lệ phí",
        "Phí, lệ phí",
        "Bản sao ",
        "Bản chính ",
        "Mức phí",
    ];
    const COUNTED: [&str; 6] = ["giấy ", "bản ", "bộ ", "đơn ", "tờ ", "ảnh "];
    let counted = || {
        let rest = head.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < head.len() && rest.strip_prefix(' ').is_some_and(|rest| first_of(rest, &COUNTED).is_some())
    };
    let told = || ["có trách nhiệm", "chịu trách nhiệm", " phải "].iter().any(|w| head.contains(w));
    (first_of(head, &THINGS).is_some() || counted()) && !told()
}

/// "Người làm muối có đủ giấy tờ thì được hưởng …": what happens in a case, and nobody is to do anything. The length of
/// the case.
fn befalls(said: &Said) -> Option<usize> {
    const RESULTS: [&str; 6] = ["bị ", "được ", "ngoài hưởng ", "hưởng ", "áp dụng ", "không được hưởng "];
    let (case, then) = said.case()?;
    let told = ["có trách nhiệm", "chịu trách nhiệm", " phải "].iter().any(|w| then.contains(w));
    let one = !case.contains([';', ':']) && !case.contains(". ");
    (first_of(then, &RESULTS).is_some() && !told && one).then_some(case.len())
}

/// "… trong các trường hợp sau đây:": what stands below are cases, conditions, papers.
fn lists_cases(lead_in: &str) -> bool {
    const NOUNS: [&str; 6] = ["trường hợp", "điều kiện", "tiêu chí", "tiêu chuẩn", "giấy tờ", "tài liệu"];
    let words = lead_in.trim_end();
    if !words.ends_with(':') {
        return false;
    }
    let cut = [" sau đây:", " sau:", " như sau:"].iter().find_map(|end| words.strip_suffix(end));
    cut.is_some_and(|before| NOUNS.iter().any(|noun| before.ends_with(noun)))
}

/// "Theo quy định tại khoản 1 Điều 44 Bộ luật Lao động thì …", "Căn cứ quy định nêu trên, …": an answer says what the law is,
/// and tells nobody to do it.
///
/// restates = ground , "quy định" , "nêu trên" | [ ground ] , pinpoint , [ "của" ] , type , … , ( "thì" | "quy định" ) ;
fn restates(head: &str) -> bool {
    /// Bytes from the type of the law to what it says.
    const REACH: usize = 120;
    const GROUNDS: [&str; 6] = ["theo quy định tại", "căn cứ quy định tại", "theo", "căn cứ", "tại", "căn cứ vào"];
    let ground = after_one(head, &GROUNDS, |rest| rest.starts_with(' ')).map(str::trim_start);
    let above = ["quy định nêu trên", "các quy định nêu trên", "quy định trên", "các quy định trên"];
    if ground.is_some_and(|rest| first_of(rest, &above).is_some()) {
        return true;
    }
    let rest = ground.unwrap_or(head);
    let Some((len, _)) = pinpoint(rest) else { return false };
    let law = rest[len..].trim_start_matches([' ', ',']);
    let law = law.strip_prefix("của ").unwrap_or(law);
    let Some((len, _)) = type_at(law) else { return false };
    let said = window::head(&law[len..], REACH);
    !said.starts_with(" này") && (said.contains(" thì ") || said.contains(" quy định "))
}

/// True for a paragraph inside a quotation that was opened in one before it and is closed behind it: what a law says there
/// is not ordered here.
fn is_quoted(page: &Page, span: Span) -> bool {
    /// Bytes of the text on either side in which the marks are looked for; most quotations of a law are shorter.
    const REACH: usize = 4000;
    let before = window::tail(&page.text[..span.start as usize], REACH);
    let after = window::head(&page.text[span.start as usize..], REACH);
    window::opens_quotation(before)
        && after.find('”').is_some_and(|close| after.find('“').is_none_or(|next| close < next))
}

/// "Trường hợp còn vướng mắc, đề nghị đơn vị liên hệ …", and nobody is asked to do anything in a sentence before; `at` is
/// where the words start.
fn asks_to_call(words: &str, given: &Assignment, at: usize) -> bool {
    let Some(trouble) = words.find("vướng mắc") else { return false };
    let sentence = words[..trouble].rfind('.').map_or(0, |i| i + 1);
    let case = &words[sentence..trouble];
    (words.contains("liên hệ") || words.contains("phản ánh"))
        && ["rường hợp", "rong quá trình", "ếu ", "hi "].iter().any(|w| case.contains(w))
        && !given.leads.iter().any(|lead| lead.ordered && lead.range.end <= at + sentence)
}

/// "… bằng các chỉ tiêu cụ thể như sau:": what stands below are aims.
fn lists_aims(lead_in: &str) -> bool {
    const NOUNS: [&str; 7] = ["chỉ tiêu", "mục tiêu", "tiêu chí", "chỉ số", "thang điểm", "dữ liệu", "số liệu"];
    let words = lead_in.trim_end();
    if !words.ends_with(':') {
        return false;
    }
    let cut = [" như sau:", " sau đây:", " sau:", ":"].iter().find_map(|end| words.strip_suffix(end));
    cut.is_some_and(|before| {
        let before = [" cụ thể", " chủ yếu", " chính"].iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before);
        NOUNS.iter().any(|noun| before.ends_with(noun))
    })
}

/// `Đề nghị Hội đồng nhân dân tỉnh xem xét, quyết định.`: asked of who decides about the document itself.
fn asks_to_decide(head: &str) -> bool {
    const ASKS: [&str; 6] = ["đề nghị ", "kính đề nghị ", "kính trình ", "trình ", "xin ý kiến ", "kính mong "];
    const DECIDES: [&str; 8] = [
        "xem xét, quyết định",
        "xem xét quyết định",
        "xem xét, thông qua",
        "xem xét, phê duyệt",
        "xem xét, cho ý kiến",
        "xem xét, chấp thuận",
        "xem xét, ban hành",
        "xem xét",
    ];
    let words = head.trim_end_matches(['.', '/', ' ']);
    after_one(words, &ASKS, |_| true).is_some() && DECIDES.iter().any(|decide| words.ends_with(decide))
}

/// "100% số bến được rà soát", "Ít nhất 85% hộ …": how much is aimed at.
fn is_share(head: &str) -> bool {
    const FRONTS: [&str; 6] = ["ít nhất ", "tối thiểu ", "trên ", "phấn đấu có ", "phấn đấu đạt ", "phấn đấu "];
    let words = after_one(head, &FRONTS, |_| true).unwrap_or(head);
    let words = after_one(words, &["ít nhất ", "trên "], |_| true).unwrap_or(words);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
    rest.len() < words.len() && rest.starts_with('%')
}

/// "- Ban bầu cử: Không quá 05 cá nhân;", "Mỗi xã, phường: 02 tập thể": how many each may put forward.
fn gives_quota(head: &str) -> bool {
    const MOST: [&str; 4] = ["không quá ", "tối đa ", "ít nhất ", "tối thiểu "];
    const COUNTED: [&str; 7] = ["cá nhân", "tập thể", "người", "trường hợp", "đại biểu", "suất", "đồng chí"];
    const EACH: [&str; 4] = [" xét chọn ", " chọn ", " đề nghị ", " đề xuất "];
    let counts = |given: &str| {
        let given = after_one(given, &MOST, |_| true).unwrap_or(given);
        let counted = given.trim_start_matches(|c: char| c.is_ascii_digit());
        counted.len() < given.len()
            && after_one(counted, &[" "], |_| true).is_some_and(|c| after_one(c, &COUNTED, |_| true).is_some())
    };
    // "Mỗi xã chọn 02 trường hợp"
    let each = || {
        let (_, each) = head.split_once("mỗi ").or_else(|| head.split_once("Mỗi "))?;
        EACH.iter().find_map(|verb| each.split_once(verb)).map(|(_, given)| given)
    };
    head.split_once(": ").is_some_and(|(_, given)| counts(given)) || each().is_some_and(counts)
}

/// "HĐND cấp xã: Thành phần dự hội nghị gồm …": who meets, and nothing to be done.
fn names_members(head: &str) -> bool {
    head.split_once(": ").is_some_and(|(_, given)| after_one(given, &["thành phần "], |_| true).is_some())
}

/// "Quyết định này có hiệu lực kể từ ngày ký", "Các Thông tư sau hết hiệu lực …": said of texts.
fn takes_effect(head: &str) -> bool {
    let near = window::head(head, 120);
    let own = near.find(" này có hiệu lực").is_some_and(|at| !near[..at].contains(','));
    own || ["hết hiệu lực kể từ ", "hết hiệu lực thi hành "].iter().any(|w| near.contains(w))
}

/// "Điều 9. Hiệu lực thi hành." above clauses: a title with a full stop.
fn is_stopped_title(item: &Item, head: &str) -> bool {
    /// The longest title.
    const LONGEST: usize = 160;
    let article = item.kind == PartKind::Article && item.texts.len() == 1 && head.len() < LONGEST;
    article && !head.contains(". ") && !head.contains(';')
}

/// "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Bộ X": asked of everybody, named or not.
fn reports_trouble(said: &Said) -> bool {
    let behind = said.behind_trouble().unwrap_or_default();
    said.text.len() < 600 && ["phản ánh ", "báo cáo về ", "gửi về "].iter().any(|verb| behind.contains(verb))
}

/// "Cơ quan thẩm định: Sở X;": who holds an office, and no more.
fn names_holder(head: &str) -> bool {
    /// Labels are short.
    const LABEL: usize = 64;
    let Some((label, rest)) = head.split_once(": ") else { return false };
    label.len() < LABEL
        && after_one(label, &["cơ quan ", "đơn vị ", "cấp "], |_| true).is_some()
        && holder_heading(rest.trim_end_matches([';', '.', ' '])).is_some()
}

/// "Ghi nhận, đánh giá cao …", "Biểu dương …": nothing to be done.
fn praises(head: &str) -> bool {
    const WORDS: [&str; 5] = ["Ghi nhận", "Biểu dương", "Hoan nghênh", "Đánh giá cao", "Cơ bản thống nhất"];
    first_of(head, &WORDS).is_some()
}

/// "Kinh phí thực hiện", "Nguồn kinh phí": a heading of money.
fn is_money(head: &str) -> bool {
    after_one(head, &["kinh phí", "nguồn kinh phí"], |_| true).is_some()
}

/// True when the head of an annex says that it holds tasks.
fn names_tasks(head: &str) -> bool {
    ["nhiệm vụ", "phân công", "kế hoạch", "danh mục công việc", "tiến độ"].iter().any(|w| head.contains(w))
}

/// True when the head of an annex says that it holds procedures: the steps in their tables are those of rules.
fn is_procedure(head: &str) -> bool {
    !head.contains("kế hoạch") && ["thủ tục hành chính", "quy trình"].iter().any(|w| head.contains(w))
}

/// "Tổ chức thực hiện", "Trách nhiệm thi hành": a heading below which stand those who have to do something.
fn gives_duties(head: &str) -> bool {
    const DUTIES: [&str; 9] = [
        "tổ chức thực hiện",
        "tổ chức thi hành",
        "trách nhiệm",
        "phân công",
        "nhiệm vụ của",
        "thẩm quyền, trách nhiệm",
        "thẩm quyền và trách nhiệm",
        "nhiệm vụ, quyền hạn",
        "nhiệm vụ và quyền hạn",
    ];
    after_one(head, &DUTIES, |_| true).is_some()
}

/// "IV. Tổ chức thực hiện." above items: a heading with a full stop.
fn is_short_head(item: &Item, head: &str) -> bool {
    /// The longest of them.
    const LONGEST: usize = 60;
    item.has_children && head.len() < LONGEST && head.ends_with('.')
}

/// "Phê duyệt Đề án … với những nội dung sau:": an article that holds a whole plan.
fn approves_plan(head: &str) -> bool {
    const PLANS: [&str; 5] = ["đề án", "chương trình", "kế hoạch", "chiến lược", "phương án"];
    let named = after_one(head, &["phê duyệt ", "ban hành "], |_| true);
    let named = named.map(|rest| rest.trim_start_matches(['“', '"', ' ']));
    head.ends_with(':')
        && head.contains(" nội dung ")
        && named.is_some_and(|rest| after_one(rest, &PLANS, |_| true).is_some())
}

/// The mode that a heading sets for what stands below it.
fn section_mode(head: &str, above: &Context, kind: Option<&str>, item: &Item) -> Mode {
    /// What a report tells of.
    const REPORTS: [&str; 14] = [
        "đánh giá",
        "kết quả",
        "tình hình",
        "thực trạng",
        "tồn tại",
        "hạn chế",
        "nguyên nhân",
        "bài học",
        "thuận lợi",
        "khó khăn",
        "bối cảnh",
        "ưu điểm",
        "quá trình",
        "khái quát",
    ];
    const NEVER: [&str; 29] = [
        "vị trí",
        "mục đích",
        "mục tiêu",
        "quan điểm",
        "sự cần thiết",
        "căn cứ",
        "cơ sở pháp lý",
        "cơ sở chính trị",
        "giải thích từ ngữ",
        "thành phần",
        "đặc điểm",
        "phạm vi",
        "đối tượng",
        "một số tồn tại",
        "những kết quả",
        "chỉ tiêu",
        "một số kết quả",
        "các chỉ tiêu",
        "một số khó khăn",
        "những tồn tại",
        "đặt vấn đề",
        "kiến nghị, phản ánh của",
        "khẩu hiệu",
        "tiêu chí",
        "tiêu chuẩn",
        "hình thức khen",
        "hình thức và tiêu",
        "điều kiện",
        "công tác lãnh đạo, chỉ đạo",
    ];
    const NAMED: [&str; 14] = [
        "số lượng",
        "thủ tục, hồ sơ",
        "hồ sơ, thủ tục",
        "quy định về",
        "quy định chung",
        "kinh phí",
        "nguồn lực",
        "nguồn kinh phí",
        "hiệu lực",
        "điều khoản",
        "nguyên tắc",
        "giải pháp tài chính",
        "chế độ",
        "dự toán",
    ];
    const ORDER: [&str; 20] = [
        "tổ chức thực hiện",
        "nhiệm vụ",
        "phân công",
        "phương hướng",
        "giải pháp",
        "kiến nghị",
        "đề xuất",
        "nội dung",
        "trách nhiệm",
        "tổ chức triển khai",
        "các nhiệm vụ",
        "một số nhiệm vụ",
        "về một số kiến nghị",
        "công tác trọng tâm",
        "chương trình công tác",
        "kế hoạch",
        "những nhiệm vụ",
        "nhiệm vụ, quyền hạn",
        "triển khai thực hiện",
        "định hướng",
    ];
    let kind = if above.plan { Some("ke_hoach") } else { kind };
    // "Đội trưởng X, Trạm trưởng Y có quyền:", however long the list.
    if item.has_children && head.ends_with(':') && grants_rights(head) {
        return Mode::Never;
    }
    if head.len() > 320 {
        return above.mode;
    }
    let bare = head.trim_end_matches([':', '.', ' ']);
    let starts = |list: &[&str]| after_one(bare, list, |_| true).is_some();
    let words = || memchr::memchr_iter(b' ', bare.as_bytes()).count() + 1;
    let bare_demand =
        after_one(bare, &["yêu cầu", "các yêu cầu"], str::is_empty).is_some() || starts(&["yêu cầu chung", "yêu cầu,"]);
    // "Điều 9. Đánh giá, kiểm tra" in a text of rules reports nothing.
    let article = item.path.first().is_some_and(|p| p.starts_with("Điều")) && !above.plan;
    // "II. VỀ TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"
    let told = after_one(bare, &["về "], |_| true).unwrap_or(bare);
    let reports = !article && after_one(told, &REPORTS, |_| true).is_some();
    let aim = bare_demand || grants_rights(head) || starts(&NEVER) || reports;
    if aim && (words() <= 24 && (item.title.is_some() || item.has_children)) {
        return Mode::Never;
    }
    // "Điều 3. Phân cấp thẩm quyền quyết định tiêu chuẩn, định mức …": who may set them.
    let decides = starts(&["thẩm quyền", "phân cấp thẩm quyền"]) && {
        let words = lowered(bare);
        ["tiêu chuẩn", "định mức", "mức giá", "mức chi"].iter().any(|w| words.contains(w))
            && !words.contains("trách nhiệm")
    };
    if decides {
        return Mode::Never;
    }
    if starts(&["nguyên tắc"]) && !matches!(kind, Some("nghi_quyet" | "quyet_dinh" | "thong_tu" | "nghi_dinh" | "luat"))
    {
        return Mode::Never;
    }
    if starts(&NAMED) {
        return Mode::Named;
    }
    if let Some(duties) = duty_heading(head).filter(|_| item.title.is_some() && kind != Some("cong_van")) {
        return if duties.rights { Mode::Verb } else { Mode::Order };
    }
    // In a text of rules the heading alone does not make duties of its items; one of duties does.
    let rules = item.path.first().is_some_and(|p| p.starts_with("Điều")) && !above.plan
        || matches!(
            kind,
            Some("thong_tu" | "nghi_dinh" | "luat" | "bo_luat" | "phap_lenh" | "thong_tu_lien_tich" | "to_trinh")
        );
    let powers = starts(&["thẩm quyền"]) && lowered(bare).contains("trách nhiệm");
    // "Điều 5. Giải pháp thực hiện" in a resolution: what is to be done, whoever has to do it.
    const MEASURES: [&str; 7] = [
        "giải pháp",
        "các giải pháp",
        "nhiệm vụ và giải pháp",
        "các nhiệm vụ, giải pháp",
        "nhiệm vụ chủ yếu",
        "nhiệm vụ trọng tâm",
        "nhiệm vụ, giải pháp",
    ];
    if kind == Some("nghi_quyet") && item.title.is_some() && item.has_children && starts(&MEASURES) {
        return Mode::Order;
    }
    let duties =
        powers || starts(&["nhiệm vụ của", "trách nhiệm của", "tổ chức thực hiện", "phân công", "trách nhiệm tổ chức"]);
    if (powers || starts(&ORDER)) && item.title.is_some() && (!rules || duties) && kind != Some("cong_van") {
        let report = matches!(kind, Some("bao_cao" | "to_trinh"));
        let plain = starts(&["nội dung", "kế hoạch", "triển khai thực hiện", "giải pháp"]);
        if plain && (report || kind == Some("quyet_dinh")) {
            return above.mode;
        }
        return if matches!(kind, Some("quyet_dinh" | "thong_tu" | "nghi_dinh" | "luat"))
            && !lowered(bare).contains(" của ")
            && !starts(&["phân công"])
        {
            Mode::Named
        } else {
            Mode::Order
        };
    }
    above.mode
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths of the tasks of a document of a type, with a head of its own.
    fn paths(kind: &str, body: &str) -> Vec<String> {
        let head = "ỦY BAN NHÂN DÂN TỈNH MẪU\n-------\nSố: 12/UBND\n\nMẫu, ngày 05 tháng 6 năm 2031\n\n";
        let source = [head, body].concat();
        let page = Page::read(&source);
        let layout = Layout::of(&page, None, None);
        let outline = Outline::of(&page, &layout);
        tasks(&page, &layout, &Cues::of(&page, &layout), &outline, Some(kind))
            .tasks
            .iter()
            .map(|t| t.path.join("/"))
            .collect()
    }

    #[test]
    fn measures_of_a_resolution_are_tasks() {
        let body = "NGHỊ QUYẾT\nVề muối\n\nĐiều 4. Giải pháp thực hiện\n\n1. Mở rộng ruộng muối\n\na) Rà soát quỹ đất;\n\n\
                    b) Hỗ trợ diêm dân.\n\nĐiều 5. Hiệu lực\n\nNghị quyết này có hiệu lực từ ngày ký.\n";
        assert_eq!(paths("nghi_quyet", body), ["Điều 4/1", "Điều 4/1/a", "Điều 4/1/b"]);
    }

    #[test]
    fn sections_of_a_plan_in_an_article() {
        let body = "QUYẾT ĐỊNH\nVề muối\n\nĐiều 1. Phê duyệt “Đề án muối biển” với những nội dung sau:\n\nI. MỤC TIÊU\n\n\
                    1. Có 90 ruộng muối.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n\n1. Nhóm giải pháp về kênh\n\n- Xây dựng các kênh dẫn.\n\n\
                    III. TỔ CHỨC THỰC HIỆN\n\n1. Bộ Muối lập sổ.\n\nĐiều 2. Bộ Muối chịu trách nhiệm thi hành Quyết định này.\n";
        assert_eq!(paths("quyet_dinh", body), ["Điều 1/II/1/-1", "Điều 1/III/1", "Điều 2"]);
    }

    #[test]
    fn numbers_go_on_through_the_headings_of_a_list() {
        let body = "KẾ HOẠCH\nVề muối\n\n1. Rà soát bến.\n\nNơi nhận:\n- Sở Y tế;\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\nI. Xây dựng kênh dẫn\n\n\
                    1. Xây dựng các kênh.\n\n2. Xây dựng cống.\n\n3. Rà soát bến.\n\n4. Kiểm tra đò.\n\nII. Hoàn thiện sổ đo\n\n\
                    5. Lập sổ đo mưa.\n\n6. Xây dựng bảng giá.\n";
        assert_eq!(paths("ke_hoach", body)[1..], ["I/1", "I/2", "I/3", "I/4", "II/5", "II/6"]);
    }

    #[test]
    fn rows_stand_below_the_sections_of_their_table() {
        let table = "|\n**TT**\n|\n**Nhiệm vụ**\n|\n**Cơ quan chủ trì**\n|\n**Kết quả**\n|\n|\n**I**\n|\n**Kênh dẫn**\n|\n|\n1\n|\n\
                     Nạo vét các kênh dẫn.\n|\nSở Xây dựng\n|\n|\n|\n2\n|\nĐo mưa.\n|\nSở Y tế\n|\nSổ đo\n|\n|\n**II**\n|\nBến\n|\n|\n\
                     3\n|\nMở các bến.\n|\nSở Y tế\n|\nBến\n|\n";
        let body = format!("KẾ HOẠCH\nVề muối\n\nI. NHIỆM VỤ\n\nCác sở làm những việc sau:\n\n{table}");
        assert_eq!(paths("ke_hoach", &body), ["I/1", "I/2", "II/3"]);
        // The head of an annex right behind the last pipe of a table is no cell of it.
        let body = format!("KẾ HOẠCH\nVề muối\n\nKèm theo sổ.\n\n|\nA\n|\n**PHỤ LỤC I**\nPHÂN CÔNG NHIỆM VỤ\n{table}");
        let found = paths("ke_hoach", &body);
        assert!(found.ends_with(&["I/1", "I/2", "II/3"].map(str::to_owned)), "{found:?}");
    }

    #[test]
    fn rows_of_a_table_that_lost_its_columns_have_leads_and_times() {
        let table = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT\nNội dung\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nThời gian\nhoàn thành\nI\nKênh dẫn\n1\n\
                     Nạo vét các\nkênh dẫn. Cụ thể:\n- Kênh ở bến;\n- Kênh ở đò.\nSở Xây dựng\nCác sở,\nngành\nQuý I/2032\n2\nĐo mưa.\nSở Y tế\n\
                     Các xã\nTrước ngày\n15/6/2032\n3\nĐo gió ở đâu đó\n";
        let text = format!(
            "ỦY BAN NHÂN DÂN TỈNH MẪU\n-------\nSố: 12/KH-UBND\nMẫu, ngày 05 tháng 6 năm 2031\nKẾ HOẠCH\nVề muối\n\nKèm theo sổ.\n\n\
                            Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n\n{table}"
        );
        let record = crate::extract(&text);
        let told = |t: &crate::record::Task| {
            let names = t.assignees.iter().map(|a| format!("{:?} {}", a.role, a.name)).collect::<Vec<_>>();
            format!("{} {}: {}", t.path.join("/"), t.text, names.join(", "))
        };
        let tasks: Vec<_> = record.tasks.iter().map(told).collect();
        let expected = [
            "I/1 Nạo vét các kênh dẫn. Cụ thể: - Kênh ở bến; - Kênh ở đò.: Lead Sở Xây dựng, Support Các sở, ngành",
            "I/1/-1 Kênh ở bến;: ",
            "I/1/-2 Kênh ở đò.: ",
            "I/2 Đo mưa.: Lead Sở Y tế, Support Các xã",
            "I/3 Đo gió ở đâu đó: ",
        ];
        assert_eq!(tasks, expected);
        let times: Vec<_> = record.deadlines.iter().map(|d| (d.due.as_deref(), d.task.as_deref())).collect();
        assert_eq!(times, [(Some("2032-Q1"), Some("t1")), (Some("2032-06-15"), Some("t4"))]);
    }

    #[test]
    fn who_holds_an_office_is_told_nothing() {
        assert!(names_holder("Cơ quan thẩm định: Sở Y tế;"));
        assert!(!names_holder("Cơ quan thẩm định: Sở Y tế chủ trì đo mưa;"));
        assert!(!names_holder("Sở Y tế: Công an tỉnh."));
    }

    #[test]
    fn what_is_told_rules_and_reports_order_nothing() {
        let body = "KẾ HOẠCH\nĐo mưa\n\nI. VỀ TỒN TẠI, HẠN CHẾ\n\n1. Các trạm chưa đo mưa đủ số lần phải đo.\n\n\
                    II. NỘI DUNG\n\n1. Hội nghị lần thứ nhất.\n\n- Gửi biên bản về Sở Muối.\n\n2. Quy định về số trạm\n\n\
                    - Đối với xã có dưới 10 trạm: Phải đo hai lần một ngày.\n";
        assert_eq!(paths("ke_hoach", body), ["II/1/-1"]);
    }

    #[test]
    fn forms_behind_the_articles_of_a_norm_give_no_tasks() {
        let body = "THÔNG TƯ\nVề muối\n\nĐiều 4. Trách nhiệm thi hành\n\n1. Sở Muối chủ trì đo mưa.\n\nBỘ TRƯỞNG\n\n\
                    MẪU PHÂN CÔNG CỦA BỘ KẾ HOẠCH MUỐI\n(Kèm theo Thông tư)\n\n1. Ghi họ tên người đo.\n\n2. Ghi đầy đủ số đo.\n";
        assert_eq!(paths("thong_tu", body), ["Điều 4/1"]);
        assert!(is_form("Ông (bà)………………… tiến hành đo mưa:") && !is_form("Rà soát các bến, trạm…"));
    }

    #[test]
    fn labels_of_details_and_of_members_order_nothing() {
        let body = "KẾ HOẠCH\nĐo mưa\n\nI. NỘI DUNG\n\n1. Đo mưa\n\n- Địa điểm đo: Vùng muối của Sở Muối quản lý.\n\n- Số điểm đo: 08 điểm.\n\n\
                    - Lập sổ đo.\n\n- Sở Bến: Thành phần dự họp gồm các trạm.\n\n- Việc đo mưa có ý nghĩa với các xã.\n";
        assert_eq!(paths("ke_hoach", body), ["I/1/-3"]);
    }

    #[test]
    fn a_heading_of_duties_may_end_in_a_full_stop() {
        let body = "KẾ HOẠCH\nĐo mưa\n\nI. Tổ chức thực hiện.\n\n1. Sở Muối:\n\n- Lập sổ đo.\n\n2. Các cơ sở sản xuất giống, muối thương phẩm:\n\n\
                    - Kiểm tra ao.\n";
        assert_eq!(paths("ke_hoach", body), ["I/1/-1", "I/2/-1"]);
    }

    #[test]
    fn letters_below_a_lost_number_show_it() {
        let body = "THÔNG BÁO\nKết luận về muối\n\nNgày 02 tháng 6 năm 2031, các sở họp về muối.\n\nb) Rà soát các ruộng muối.\n\nc) Phối hợp với Sở Muối đo mưa.\n\n\
                    2. Sở Muối chủ trì đo mưa.\n";
        assert_eq!(paths("thong_bao", body), ["1/b", "1/c", "2"]);
    }

    #[test]
    fn names_that_are_explained_have_no_duty() {
        let body = "LUẬT\nMuối\n\nĐiều 3. Cơ quan chủ quản\n\nCơ quan chủ quản là cơ quan đứng tên xin phép làm muối và mở bến.\n\n\
                    Điều 4. Việc thanh toán\n\n1. Trung tâm thanh toán muối được tổ chức theo điều lệ.\n\n2. Trung tâm thanh toán muối \
                    có trách nhiệm lập sổ.\n";
        assert_eq!(paths("luat", body), ["Điều 4/2"]);
    }

    #[test]
    fn grounds_end_where_something_is_asked() {
        assert!(is_basis("Căn cứ Điều 4 Nghị định số 801/2031/NĐ-CP."));
        assert!(!is_basis("Căn cứ Điều 4 Nghị định số 801/2031/NĐ-CP. Đề nghị Chi cục Muối rà soát."));
    }

    #[test]
    fn lead_ins_to_cases_and_reports_of_trouble() {
        assert!(lists_cases("Bến được đóng trong các trường hợp sau đây:"));
        assert!(!lists_cases("Trạm đo mưa có các nhiệm vụ sau:"));
        assert!(lists_aims("Việc đo mưa được giao bằng các chỉ tiêu cụ thể như sau:"));
        assert!(!lists_aims("Các trạm thực hiện những việc sau:"));
        assert!(lists_aims("Hội nghị lập danh sách căn cứ vào các tiêu chí:"));
        for head in ["100% số trạm được kiểm tra", "Ít nhất 85% hộ có giếng", "Phấn đấu có ít nhất 7,5% bến mới"]
        {
            assert!(is_share(head), "{head}");
        }
        assert!(!is_share("Trên cơ sở số đo, các trạm báo cáo 100% sự cố"));
        assert!(takes_effect("Quyết định này có hiệu lực kể từ ngày ký."));
        assert!(!takes_effect("Rà soát, trong 6 tháng kể từ ngày Luật này có hiệu lực"));
        assert!(reports_trouble(&Said::new(
            "Trong quá trình thực hiện, nếu có vướng mắc, các trạm phản ánh về Sở Muối."
        )));
        assert!(!reports_trouble(&Said::new("Tháo gỡ vướng mắc cho các bến đò.")));
        assert!(befalls(&Said::new("Người nuôi yến có giấy phép thì được hưởng trợ cấp.")).is_some());
        assert!(befalls(&Said::new("Người nuôi yến có giấy phép thì được hưởng trợ cấp và phải ghi sổ.")).is_none());
        assert!(befalls(&Said::new("Trạm muối đo mưa. Người nuôi yến thì được hưởng trợ cấp.")).is_none());
        assert!(praises("Ghi nhận, đánh giá cao cố gắng của các trạm"));
    }

    #[test]
    fn heads_that_share_roles_give_them_to_what_stands_below() {
        let body = "1. Sở Muối chủ trì, phối hợp với Sở Bến:\na) Rà soát kho muối.\nb) Sửa kho.\n2. Sở Đèn chủ trì, phối hợp với Sở Bến rà soát đèn.";
        let text = format!("CHỈ THỊ\nVề bến muối\n\nỦy ban nhân dân tỉnh yêu cầu:\n{body}\n");
        let record = crate::extract(&text);
        let told = |t: &crate::record::Task| {
            let names = t.assignees.iter().map(|a| format!("{:?} {}", a.role, a.name)).collect::<Vec<_>>();
            format!("{}: {}", t.path.join("/"), names.join(", "))
        };
        let tasks: Vec<_> = record.tasks.iter().map(told).collect();
        let shared = "Lead Sở Muối, Support Sở Bến";
        let expected =
            [format!("1/a: {shared}"), format!("1/b: {shared}"), "2: Lead Sở Đèn, Support Sở Bến".to_owned()];
        assert_eq!(tasks, expected);
    }

    #[test]
    fn changed_parts_of_a_text_tell_nobody_what_to_do() {
        assert!(changes_text("Khoản 1 và khoản 2 Điều 7 được sửa đổi, bổ sung như sau: “1. Sở Muối đo muối.”"));
        assert!(!changes_text("Sở Muối rà soát quy chế được sửa đổi năm 2031"));
    }

    #[test]
    fn quotas_tell_nobody_to_do_anything() {
        assert!(gives_quota("Ban đo mưa của tỉnh: Không quá 05 cá nhân;"));
        assert!(gives_quota("Ban đo mưa: 01 cá nhân/01 ban;"));
        assert!(gives_quota("Đối với xã, phường: Mỗi xã chọn 02 trường hợp đo mưa."));
        assert!(gives_quota("Sở Muối; Sở Cát mỗi đơn vị đề nghị không quá 01 tập thể."));
        assert!(!gives_quota("Mỗi xã chọn 02 kho để sửa."));
        assert!(!gives_quota("Sở Muối: 02 kho phải được sửa."));
        assert!(!gives_quota("Sở Muối: cử 02 cá nhân đo mưa."));
    }

    #[test]
    fn who_may_decide_is_told_nothing() {
        let body = "QUYẾT ĐỊNH:\n\nĐiều 1. Phân cấp thẩm quyền quyết định mức giá muối\n\n1. Sở Muối quyết định giá muối thô.\n\n\
                    2. Chủ tịch Ủy ban nhân dân xã quyết định giá muối tinh.\n\nĐiều 2. Tổ chức thực hiện\n\n1. Sở Muối đo lại các kho.\n";
        assert_eq!(paths("quyet_dinh", body), ["Điều 2/1"]);
    }

    #[test]
    fn who_is_asked_to_decide_is_told_nothing() {
        assert!(asks_to_decide("Đề nghị Hội đồng nhân dân tỉnh xem xét, quyết định."));
        assert!(!asks_to_decide("Đề nghị Sở Muối xem xét, trả lời công ty."));
    }

    #[test]
    fn a_list_of_bodies_goes_on_in_the_next_line() {
        assert!(list_goes_on("Các bộ, cơ quan ngang bộ;", "Ủy ban nhân dân các tỉnh rà soát bến."));
        assert!(!list_goes_on("Các bộ rà soát bến;", "Ủy ban nhân dân các tỉnh rà soát đèn."));
        assert!(!list_goes_on("Các bộ, cơ quan ngang bộ;", "Rà soát bến."));
    }

    #[test]
    fn answers_that_say_what_the_law_is() {
        assert!(restates(
            "Theo quy định tại khoản 1 Điều 44 của Bộ luật Hải sâm thì người nuôi có trách nhiệm trả phí."
        ));
        assert!(restates("Điểm a khoản 1 Điều 38 Luật Hải sâm quy định người nuôi phải trả phí."));
        assert!(restates("Căn cứ quy định nêu trên, Công ty phải trả phí."));
        assert!(!restates("Theo quy định tại khoản 1 Điều 4 Thông tư này, trạm muối thì phải báo cáo."));
        assert!(!restates("Theo chức năng được giao, Sở Muối quy định mức thu."));
    }

    #[test]
    fn items_that_tell_nobody() {
        assert!(cites(
            "Thông tư số 801/2031/TT-BMM ngày 04 tháng 5 năm 2031, có hiệu lực kể từ ngày 01 tháng 7 năm 2031."
        ));
        assert!(!cites("Quyết định số 801/QĐ-UBND: Sở Muối rà soát."));
        for head in ["Hồ sơ đề nghị Cục Muối cấp thẻ", "Thời hạn hiệu lực của thẻ đo mưa là 02 năm.", "01 đơn theo mẫu"]
        {
            assert!(tells_of_a_thing(head), "{head}");
        }
        for head in ["Hồ sơ đề nghị do trạm lập, Cục Muối có trách nhiệm thẩm định", "01 Sở Muối", "Hồ sơ"]
        {
            assert!(!tells_of_a_thing(head), "{head}");
        }
    }

    #[test]
    fn changes_of_a_text_order_nothing() {
        for head in [
            "Sửa đổi, bổ sung một số điều của Nghị định số 801/2031/NĐ-CP",
            "Bổ sung mục số 4 vào sau mục số 3 như sau:",
            "Thay thế Phụ lục II bằng Phụ lục kèm theo:",
        ] {
            assert!(changes_text(head), "{head}");
        }
        for head in ["Bổ sung nhân lực cho trạm y tế", "Sở X rà soát, sửa đổi khoản 2 Điều 4 Quy chế"]
        {
            assert!(!changes_text(head), "{head}");
        }
    }
}
