//! Rewrites Rust files so that every mutant of them stands in one build, each behind a switch.
//!
//! usage: vanban-mutants FROM TO LIST DROPPED FILE…
//!
//! Each FILE (a path inside of the folder FROM) is read there and written, instrumented, to the same path in TO. LIST gets
//! a line for each mutant: its number, its name and the function that it is in, with tabs between. Mutants whose name
//! stands in a line of DROPPED are left out: those that did not compile. `.ci/mutants/run` drives this.
//!
//! A mutant is a small change that a test should notice:
//!
//! - `value`: a function returns a fixed value at once
//! - `bin`, `un`: another binary operator, or none in place of `!` and `-`
//! - `arm`: one arm of a `match` that ends in `_` is never taken
//! - `guard`: the guard of an arm is always true, or always false
//! - `field`: a field of a struct that ends in `..Default::default()` keeps its default
//!
//! Left alone are tests, constants, `const fn`, what stands inside of macros, and conditions with `let`.

use proc_macro2::{LineColumn, Span};
use quote::ToTokens;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::{env, fs, mem};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, BinOp, Block, Expr, ExprBinary, ExprClosure, ExprMatch, ExprStruct, ExprUnary, GenericArgument,
    ImplItemConst, ImplItemFn, ItemConst, ItemFn, ItemImpl, ItemMod, ItemStatic, Pat, PathArguments, ReturnType,
    Signature, TraitItemFn, Type, UnOp,
};

/// What the library asks: see `switch.rs`.
const ON: &str = "crate::mutants::on";

/// The mutants of all files so far.
struct Mutants {
    count: u32,
    list: String,
    dropped: HashSet<String>,
}

/// A piece of text that goes into the source.
struct Edit {
    at: usize,
    /// Bytes of the source that it replaces.
    replaced: usize,
    text: String,
    order: Order,
}

/// Which edit stands first at one place: what closes an expression (the inner, shorter one first, the one that was opened
/// last first), what stands behind all of that, what opens an expression (the outer, longer one first).
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Close { len: usize, nth: Reverse<usize> },
    Behind,
    Open { len: Reverse<usize>, nth: usize },
}

/// One file on the way.
struct File<'a> {
    path: &'a str,
    source: &'a str,
    /// Where each line starts.
    lines: Vec<usize>,
    edits: Vec<Edit>,
    mutants: &'a mut Mutants,
    /// The function around, or the type of an `impl`, the innermost last.
    inside: Vec<String>,
    /// In an expression that the compiler works out: it cannot ask for a switch.
    is_const: bool,
}

impl File<'_> {
    fn offset(&self, place: LineColumn) -> usize {
        let start = self.lines[place.line - 1];
        let line = &self.source[start..];
        start + line.char_indices().nth(place.column).map_or(line.len(), |(at, _)| at)
    }

    fn range(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start()), self.offset(span.end()))
    }

    fn text(&self, span: Span) -> String {
        let (start, end) = self.range(span);
        self.source[start..end].to_owned()
    }

    /// The switch of a new mutant, as an expression; none where it was dropped.
    fn switch(&mut self, span: Span, kind: &str, what: &str) -> Option<String> {
        if self.is_const {
            return None;
        }
        let LineColumn { line, column } = span.start();
        let name = format!("{}:{line}:{}: {kind}: {}", self.path, column + 1, one_line(what));
        if self.mutants.dropped.contains(&name) {
            return None;
        }
        self.mutants.count += 1;
        let id = self.mutants.count;
        let inside = self.inside.last().map_or("", String::as_str);
        let _ = writeln!(self.mutants.list, "{id}\t{name}\t{inside}");
        Some(format!("{ON}({id})"))
    }

    /// Puts text around an expression.
    fn wrap(&mut self, (start, end): (usize, usize), open: String, close: &str) {
        let (len, nth) = (end - start, self.edits.len());
        let opens = Order::Open { len: Reverse(len), nth };
        let closes = Order::Close { len, nth: Reverse(nth) };
        self.edits.push(Edit { at: start, replaced: 0, text: open, order: opens });
        self.edits.push(Edit { at: end, replaced: 0, text: close.to_owned(), order: closes });
    }

    fn replace(&mut self, (start, end): (usize, usize), text: String) {
        let order = Order::Open { len: Reverse(0), nth: self.edits.len() };
        self.edits.push(Edit { at: start, replaced: end - start, text, order });
    }

    /// Puts text behind what ends at a place.
    fn put(&mut self, at: usize, text: String) {
        self.edits.push(Edit { at, replaced: 0, text, order: Order::Behind });
    }

    /// The file with all edits made.
    fn edited(mut self) -> String {
        self.edits.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.order.cmp(&b.order)));
        let mut out = String::new();
        let mut at = 0;
        for edit in &self.edits {
            out.push_str(&self.source[at..edit.at]);
            out.push_str(&edit.text);
            at = edit.at + edit.replaced;
        }
        out + &self.source[at..]
    }

    /// A function that returns a fixed value at once.
    fn fixed_value(&mut self, signature: &Signature, block: &Block) {
        if block.stmts.is_empty() {
            return;
        }
        let values = match &signature.output {
            ReturnType::Default => vec!["()".to_owned()],
            ReturnType::Type(_, of) => values(of),
        };
        let (start, _) = self.range(block.brace_token.span.open());
        let body = self.text(block.span());
        let body = body.trim_matches(['{', '}']).trim();
        let mut text = String::new();
        for value in values.iter().filter(|value| *value != body) {
            if let Some(on) = self.switch(signature.span(), "value", &format!("{} -> {value}", signature.ident)) {
                let _ = write!(text, " if {on} {{ return {value}; }}");
            }
        }
        self.put(start + 1, text);
    }

    /// Visits what is inside of something that has a name.
    fn within(&mut self, name: String, is_const: bool, visit: impl FnOnce(&mut Self)) {
        self.inside.push(name);
        let outer = mem::replace(&mut self.is_const, is_const);
        visit(self);
        self.is_const = outer;
        self.inside.pop();
    }

    /// The switches of one arm: off, its guard is as it was.
    fn arm(&mut self, arm: &Arm, may_go: bool) {
        let pattern = self.text(arm.pat.span());
        let gone = if may_go { self.switch(arm.pat.span(), "arm", &format!("delete arm {pattern}")) } else { None };
        let Some((_, guard)) = &arm.guard else {
            if let Some(gone) = gone {
                let (_, end) = self.range(arm.pat.span());
                self.put(end, format!(" if !{gone} "));
            }
            return;
        };
        let was = self.text(guard.span());
        let always = self.switch(guard.span(), "guard", &format!("true for `{was}`"));
        let never = self.switch(guard.span(), "guard", &format!("false for `{was}`"));
        let mut open = String::from("(");
        if let Some(gone) = gone {
            let _ = write!(open, "!{gone} && ");
        }
        open.push('(');
        if let Some(always) = always {
            let _ = write!(open, "{always} || ");
        }
        if let Some(never) = never {
            let _ = write!(open, "!{never} && ");
        }
        open.push('(');
        let range = self.range(guard.span());
        self.wrap(range, open, ")))");
    }
}

impl<'ast> Visit<'ast> for File<'_> {
    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_pat(&mut self, _: &'ast Pat) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if is_test(&item.attrs) || item.sig.constness.is_some() {
            return;
        }
        self.within(item.sig.ident.to_string(), false, |file| {
            file.fixed_value(&item.sig, &item.block);
            visit::visit_block(file, &item.block);
        });
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let of = item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last()).map(|last| last.ident.to_string());
        if is_test(&item.attrs) || matches!(of.as_deref(), Some("Debug" | "Default")) {
            return;
        }
        let name = self.text(item.self_ty.span());
        self.within(name, false, |file| visit::visit_item_impl(file, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if is_test(&item.attrs) || item.sig.constness.is_some() {
            return;
        }
        let of = self.inside.last().cloned().unwrap_or_default();
        self.within(format!("{of}::{}", item.sig.ident), false, |file| {
            if item.sig.ident != "new" {
                file.fixed_value(&item.sig, &item.block);
            }
            visit::visit_block(file, &item.block);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        let Some(block) = &item.default else { return };
        self.within(item.sig.ident.to_string(), false, |file| {
            file.fixed_value(&item.sig, block);
            visit::visit_block(file, block);
        });
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.within(item.ident.to_string(), true, |file| visit::visit_item_const(file, item));
    }

    fn visit_impl_item_const(&mut self, item: &'ast ImplItemConst) {
        self.within(item.ident.to_string(), true, |file| visit::visit_impl_item_const(file, item));
    }

    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        if !is_test(&item.attrs) {
            self.within(item.ident.to_string(), true, |file| visit::visit_item_static(file, item));
        }
    }

    /// A closure in a static runs when it is asked for.
    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        let outer = mem::replace(&mut self.is_const, false);
        visit::visit_expr_closure(self, closure);
        self.is_const = outer;
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let whole = self.range(binary.span());
        let place = binary.op.span();
        let was = self.text(place);
        let (left, right) = (self.text(binary.left.span()), self.text(binary.right.span()));
        let around = format!("{} {was} {}", last_chars(&one_line(&left), 60), first_chars(&one_line(&right), 60));
        let show = |new: &str| format!("{was} -> {new} in `{around}`");
        match binary.op {
            BinOp::And(_) if has_let(&binary.left) || has_let(&binary.right) => {}
            // Both sides stand once, and what is borrowed on the left is let go.
            BinOp::And(_) | BinOp::Or(_) => {
                let (new, goes_on) = if was == "&&" { ("||", "!=") } else { ("&&", "==") };
                if let Some(on) = self.switch(place, "bin", &show(new)) {
                    self.wrap(whole, "(match (".into(), " } else { __left } })");
                    let op = self.range(place);
                    self.replace(op, format!(") {{ __left => if __left {goes_on} {on} {{ "));
                }
            }
            BinOp::Eq(_) | BinOp::Ne(_) => {
                let new = if was == "==" { "!=" } else { "==" };
                if let Some(on) = self.switch(place, "bin", &show(new)) {
                    self.wrap(whole, "((".into(), &format!(") != {on})"));
                }
            }
            _ => {
                let mut open = String::new();
                for new in others(&was) {
                    if let Some(on) = self.switch(place, "bin", &show(new)) {
                        // `(place) += 1` would be a lint; `(a + b) < c` needs its brackets.
                        let left = if is_assignment(new) { left.clone() } else { format!("({left})") };
                        let _ = write!(open, "if {on} {{ {left} {new} ({right}) }} else ");
                    }
                }
                if !open.is_empty() {
                    self.wrap(whole, format!("({{ {open}{{ "), " } })");
                }
            }
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        let whole = self.range(unary.span());
        let inner = self.text(unary.expr.span());
        match unary.op {
            UnOp::Not(_) => {
                if let Some(on) = self.switch(unary.span(), "un", &format!("delete ! in `!{inner}`")) {
                    self.wrap(whole, "((".into(), &format!(") != {on})"));
                }
            }
            UnOp::Neg(_) => {
                if let Some(on) = self.switch(unary.span(), "un", &format!("delete - in `-{inner}`")) {
                    self.wrap(whole, format!("(if {on} {{ {inner} }} else {{ "), " })");
                }
            }
            _ => {}
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, item: &'ast ExprMatch) {
        let is_rest = |arm: &Arm| matches!(arm.pat, Pat::Wild(_)) && arm.guard.is_none();
        let has_rest = item.arms.iter().any(is_rest);
        for arm in &item.arms {
            if !arm.guard.as_ref().is_some_and(|(_, guard)| has_let(guard)) {
                self.arm(arm, has_rest && !is_rest(arm));
            }
        }
        visit::visit_expr_match(self, item);
    }

    fn visit_expr_struct(&mut self, item: &'ast ExprStruct) {
        if item.rest.as_ref().is_some_and(|rest| self.text(rest.span()).ends_with("default()")) {
            for field in &item.fields {
                let name = field.member.to_token_stream().to_string();
                if let Some(on) = self.switch(field.span(), "field", &format!("delete field {name}")) {
                    let name = if field.colon_token.is_some() { String::new() } else { format!("{name}: ") };
                    let range = self.range(field.expr.span());
                    self.wrap(range, format!("{name}if {on} {{ Default::default() }} else {{ "), " }");
                }
            }
        }
        visit::visit_expr_struct(self, item);
    }
}

/// True for a condition that binds names: it cannot be wrapped.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(b) if matches!(b.op, BinOp::And(_)) => has_let(&b.left) || has_let(&b.right),
        _ => false,
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string().replace(' ', "");
        text.contains("cfg(test)") || text.contains("[test]")
    })
}

fn is_assignment(operator: &str) -> bool {
    operator.ends_with('=') && !matches!(operator, "==" | "!=" | "<=" | ">=")
}

/// The operators to try in place of one.
fn others(operator: &str) -> &'static [&'static str] {
    match operator {
        "<" => &["==", ">", "<="],
        ">" => &["==", "<", ">="],
        "<=" => &[">"],
        ">=" => &["<"],
        "+" => &["-", "*"],
        "-" => &["+", "/"],
        "*" => &["+", "/"],
        "/" => &["%", "*"],
        "%" => &["/", "+"],
        "&" => &["|", "^"],
        "|" => &["&", "^"],
        "^" => &["|", "&"],
        "<<" => &[">>"],
        ">>" => &["<<"],
        "+=" => &["-=", "*="],
        "-=" => &["+=", "/="],
        "*=" => &["+=", "/="],
        "/=" => &["%=", "*="],
        "|=" => &["&=", "^="],
        "&=" => &["|=", "^="],
        _ => &[],
    }
}

/// Values of a type to return at once; what does not compile is dropped later.
fn values(of: &Type) -> Vec<String> {
    let fixed = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match of {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Vec::new() };
            let inner = || {
                let PathArguments::AngleBracketed(arguments) = &last.arguments else { return Vec::new() };
                let mut types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(of) => Some(of),
                    _ => None,
                });
                types.next().map(values).unwrap_or_default()
            };
            match last.ident.to_string().as_str() {
                "bool" => fixed(&["true", "false"]),
                "usize" | "u8" | "u16" | "u32" | "u64" | "u128" => fixed(&["0", "1"]),
                "isize" | "i8" | "i16" | "i32" | "i64" => fixed(&["0", "1", "-1"]),
                "String" => fixed(&["String::new()", "\"xyzzy\".into()"]),
                "Option" => {
                    let some = inner().into_iter().map(|value| format!("Some({value})"));
                    std::iter::once("None".to_owned()).chain(some).collect()
                }
                "Vec" => {
                    let one = inner().into_iter().map(|value| format!("vec![{value}]"));
                    std::iter::once("vec![]".to_owned()).chain(one).collect()
                }
                "Cow" => fixed(&["std::borrow::Cow::Borrowed(\"\")", "std::borrow::Cow::Borrowed(\"xyzzy\")"]),
                "Range" => fixed(&["0..0", "0..1"]),
                _ => fixed(&["Default::default()"]),
            }
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => fixed(&["\"\"", "\"xyzzy\""]),
            Type::Slice(_) => fixed(&["&[]"]),
            _ => Vec::new(),
        },
        Type::Tuple(tuple) if tuple.elems.is_empty() => fixed(&["()"]),
        Type::Tuple(tuple) => {
            /// Combinations of the values of the parts.
            const MOST: usize = 9;
            let mut rows = vec![String::new()];
            for part in &tuple.elems {
                let values = values(part);
                rows = rows.iter().flat_map(|row| values.iter().map(move |v| format!("{row}{v}, "))).collect();
                rows.truncate(MOST);
            }
            rows.into_iter().map(|row| format!("({row})")).collect()
        }
        _ => Vec::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_chars(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last_chars(text: &str, count: usize) -> String {
    text.chars().skip(text.chars().count().saturating_sub(count)).collect()
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to, list, dropped, files @ ..] = &arguments[..] else {
        eprintln!("usage: vanban-mutants FROM TO LIST DROPPED FILE…");
        std::process::exit(2);
    };
    let dropped = fs::read_to_string(dropped).expect("DROPPED").lines().map(str::to_owned).collect();
    let mut mutants = Mutants { count: 0, list: String::new(), dropped };
    for path in files {
        let source = fs::read_to_string(format!("{from}/{path}")).expect(path);
        let parsed = syn::parse_file(&source).expect(path);
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut file = File {
            path,
            source: &source,
            lines,
            edits: Vec::new(),
            mutants: &mut mutants,
            inside: Vec::new(),
            is_const: false,
        };
        file.visit_file(&parsed);
        fs::write(format!("{to}/{path}"), file.edited()).expect(path);
    }
    fs::write(list, mutants.list).expect("LIST");
}
