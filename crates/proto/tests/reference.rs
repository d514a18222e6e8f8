//! `docs/api.md` is what the comments of `proto/` say: this program writes the page with
//! `VDX_WRITE=1 cargo test -p vdx-proto`, and fails where the page has fallen behind.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet};

const HEAD: &str = "\
# API reference

Made from the comments of [`proto/vdx/v1`](../proto/vdx/v1) by `VDX_WRITE=1 cargo test -p vdx-proto`.
All calls are gRPC over mutual TLS; [`certs/README.md`](../certs/README.md) says which certificate has which
role, and [`CONTRIBUTING.md`](../CONTRIBUTING.md#versions-of-the-interface) what may change between versions.
";

/// Comments of a file by the path of what they belong to (`SourceCodeInfo.Location.path`).
struct Comments(HashMap<Vec<i32>, String>);

impl Comments {
    fn of(file: &FileDescriptorProto) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        Self(locations.map(|l| (l.path.clone(), l.leading_comments().to_owned())).collect())
    }

    /// A comment as one paragraph for each block of lines.
    fn text(&self, path: &[i32]) -> String {
        let comment = self.0.get(path).map_or("", String::as_str);
        let paragraphs = comment.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>());
        paragraphs.map(|words| words.join(" ")).collect::<Vec<_>>().join("\n\n")
    }

    /// A comment for a cell of a table.
    fn cell(&self, path: &[i32]) -> String {
        self.text(path).replace("\n\n", " ").replace('|', "\\|")
    }
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn linked(name: &str) -> String {
    match name.strip_prefix(".vdx.v1.") {
        Some(name) => format!("[{name}](#{})", name.to_lowercase()),
        None => format!("`{}`", name.trim_start_matches('.')),
    }
}

fn type_of(field: &FieldDescriptorProto) -> String {
    let name = match field.r#type() {
        Type::Message | Type::Enum => linked(field.type_name()),
        other => format!("`{}`", other.as_str_name().trim_start_matches("TYPE_").to_lowercase()),
    };
    if field.label() == Label::Repeated { format!("list of {name}") } else { name }
}

fn message(out: &mut String, comments: &Comments, path: &[i32], message: &DescriptorProto) {
    writeln!(out, "\n### {}\n\n{}\n", message.name(), comments.text(path)).unwrap();
    if message.field.is_empty() {
        return;
    }
    out.push_str("| field | number | type | |\n|---|---|---|---|\n");
    for (index, field) in message.field.iter().enumerate() {
        let comment = comments.cell(&[path, &[2, index as i32]].concat());
        let one_of = match (field.oneof_index, field.proto3_optional()) {
            (Some(index), false) => {
                format!(" (one of `{}`)", message.oneof_decl[index as usize].name())
            }
            _ => String::new(),
        };
        let (name, number) = (field.name(), field.number());
        writeln!(out, "| `{name}` | {number} | {}{one_of} | {comment} |", type_of(field)).unwrap();
    }
    for (index, inner) in message.nested_type.iter().enumerate() {
        self::message(out, comments, &[path, &[3, index as i32]].concat(), inner);
    }
}

fn file(out: &mut String, file: &FileDescriptorProto) {
    let comments = Comments::of(file);
    let title = file.name().trim_start_matches("vdx/v1/");
    writeln!(out, "\n## {title}\n\n{}", comments.text(&[2])).unwrap();
    for (index, service) in file.service.iter().enumerate() {
        let path = [6, index as i32];
        writeln!(out, "\n### {}\n\n{}\n", service.name(), comments.text(&path)).unwrap();
        out.push_str("| call | takes | gives | |\n|---|---|---|---|\n");
        for (index, method) in service.method.iter().enumerate() {
            let comment = comments.cell(&[&path[..], &[2, index as i32]].concat());
            let stream = |is: bool| if is { "stream of " } else { "" };
            writeln!(
                out,
                "| `{}` | {}{} | {}{} | {comment} |",
                method.name(),
                stream(method.client_streaming()),
                linked(method.input_type()),
                stream(method.server_streaming()),
                linked(method.output_type()),
            )
            .unwrap();
        }
    }
    for (index, inner) in file.message_type.iter().enumerate() {
        message(out, &comments, &[4, index as i32], inner);
    }
    for (index, list) in file.enum_type.iter().enumerate() {
        let path = [5, index as i32];
        writeln!(out, "\n### {}\n\n{}\n", list.name(), comments.text(&path)).unwrap();
        out.push_str("| code | number | |\n|---|---|---|\n");
        for (index, value) in list.value.iter().enumerate() {
            let comment = comments.cell(&[&path[..], &[2, index as i32]].concat());
            writeln!(out, "| `{}` | {} | {comment} |", short(value.name()), value.number())
                .unwrap();
        }
    }
}

fn files() -> Vec<FileDescriptorProto> {
    let set = FileDescriptorSet::decode(vdx_proto::DESCRIPTORS).unwrap();
    set.file.into_iter().filter(|file| file.package() == "vdx.v1").collect()
}

#[test]
fn the_reference_says_what_the_schema_says() {
    let mut page = HEAD.to_owned();
    files().iter().for_each(|each| file(&mut page, each));
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api.md");
    if std::env::var_os("VDX_WRITE").is_some() {
        std::fs::write(&place, &page).unwrap();
    }
    let written = std::fs::read_to_string(&place).unwrap();
    assert!(page == written, "docs/api.md is old: VDX_WRITE=1 cargo test -p vdx-proto");
}

/// Whoever handles a refusal reads there what came with it and whether to try again.
#[test]
fn every_reason_says_its_status_and_when_to_retry() {
    let files = files();
    let file = files.iter().find(|file| file.name().ends_with("reasons.proto")).unwrap();
    let comments = Comments::of(file);
    for (index, value) in file.enum_type[0].value.iter().enumerate().skip(1) {
        let comment = comments.text(&[5, 0, 2, index as i32]);
        for part in ["Status: ", "Retry: "] {
            assert!(comment.contains(part), "{}: {part}is missing", value.name());
        }
    }
}
