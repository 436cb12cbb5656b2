//! Tables that need no more than a few lines.

use super::{Reader, Table, set};
use crate::ir::{CratePart, CrateParts};
use crate::settings::{
    Cli, Events, Models, Server, UnknownEnumValues, UnlistedProperties, check_program_name,
    is_sentinel,
};
use crate::spec::Limits;

impl Reader<'_> {
    pub(super) fn server(&mut self, server: &mut Server, parts: CrateParts, mut table: Table) {
        let Server {
            max_body_bytes,
            time_limit_seconds,
            request_context,
            unimplemented,
            docs,
        } = server;
        set(max_body_bytes, self.size(&mut table, "max-body-bytes"));
        *time_limit_seconds = self.size(&mut table, "time-limit-seconds");
        set(request_context, self.flag(&mut table, "request-context"));
        set(unimplemented, self.flag(&mut table, "unimplemented"));
        set(docs, self.flag(&mut table, "docs"));
        if *docs && !(parts.has(CratePart::Server) && parts.has(CratePart::Docs)) {
            let help = "add both to `package.parts`, or write `false`".to_owned();
            let what = "needs the parts `server` and `docs` of the crate";
            self.wrong("server.docs", what, help);
        }
        self.finish(table);
    }

    pub(super) fn cli(&mut self, root: &mut Table) -> Cli {
        let mut table = self.table(root, "cli");
        let name = self.text(&mut table, "name", check_program_name);
        self.finish(table);
        Cli { name }
    }

    pub(super) fn models(&mut self, models: &mut Models, root: &mut Table) {
        let mut table = self.table(root, "models");
        let Models {
            unknown_enum_values,
            unlisted_properties,
        } = models;
        set(
            unlisted_properties,
            self.choice(
                &mut table,
                "unlisted-properties",
                UnlistedProperties::CHOICES,
            ),
        );
        let choices = UnknownEnumValues::CHOICES;
        set(
            unknown_enum_values,
            self.choice(&mut table, "unknown-enum-values", choices),
        );
        self.finish(table);
    }

    pub(super) fn events(&mut self, root: &mut Table) -> Events {
        let mut table = self.table(root, "events");
        let check = |it: &str| match is_sentinel(it) {
            true => Ok(()),
            false => Err("write one line of text, such as \"[DONE]\"".to_owned()),
        };
        let sentinel = self.text(&mut table, "sentinel", check);
        self.finish(table);
        Events { sentinel }
    }

    pub(super) fn limits(&mut self, limits: &mut Limits, mut table: Table) {
        let Limits {
            max_bytes,
            max_files,
            max_depth,
            max_values,
            max_expansion,
            max_shown,
        } = limits;
        for (limit, key) in [
            (max_bytes, "max-bytes"),
            (max_files, "max-files"),
            (&mut *max_depth, "max-depth"),
            (max_values, "max-values"),
            (max_expansion, "max-expansion"),
            (max_shown, "max-shown"),
        ] {
            let size = self.size(&mut table, key);
            set(limit, size.and_then(|it| usize::try_from(it).ok()));
        }
        if *max_depth > Limits::DEEPEST {
            let help = format!("write {} or less; no reader goes deeper", Limits::DEEPEST);
            self.wrong("limits.max-depth", "is too large", help);
        }
        self.finish(table);
    }
}
