//! The tables of pagination.

use serde_json::Value;

use super::{Reader, Table};
use crate::settings::{Pagination, Paging, PagingRule};

impl Reader<'_> {
    pub(super) fn pagination(&mut self, root: &mut Table) -> Pagination {
        let mut table = self.table(root, "pagination");
        let mut pagination = Pagination::default();
        for (id, value) in self.entries(&mut table, "operations") {
            let path = format!("pagination.operations.{id}");
            if let Some(paging) = self.paging(&path, &value) {
                pagination.operations.insert(id, paging);
            }
        }
        let path = table.path("rules");
        match table.take("rules") {
            None => {}
            Some(Value::Array(rules)) => {
                for rule in rules {
                    pagination.rules.extend(self.rule(&path, rule));
                }
            }
            Some(_) => {
                let help = "write a `[[pagination.rules]]` header for each".to_owned();
                self.wrong(&path, "is not a list of tables", help);
            }
        }
        self.finish(table);
        pagination
    }

    fn rule(&mut self, path: &str, mut rule: Value) -> Option<PagingRule> {
        let query = rule.as_object_mut().and_then(|it| it.shift_remove("query"));
        let names = match query {
            None => Some(Vec::new()),
            Some(names) => names.as_array().and_then(|names| {
                let names = names.iter().map(|it| it.as_str().map(str::to_owned));
                names.collect::<Option<Vec<_>>>()
            }),
        };
        let Some(query) = names else {
            let help = "write names of parameters, such as [\"page\", \"per_page\"]".to_owned();
            self.wrong(&format!("{path}.query"), "is not a list of texts", help);
            return None;
        };
        let paging = self.paging(path, &rule)?;
        Some(PagingRule { query, paging })
    }

    fn paging(&mut self, path: &str, value: &Value) -> Option<Paging> {
        match Paging::read(value) {
            Ok(paging) => Some(paging),
            Err(flaw) => {
                let path = match flaw.key.as_str() {
                    "" => path.to_owned(),
                    key => format!("{path}.{key}"),
                };
                self.wrong(&path, &flaw.message, flaw.help);
                None
            }
        }
    }
}
