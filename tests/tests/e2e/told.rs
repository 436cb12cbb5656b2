//! Listens to what is told to `tracing`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Fields by name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Fields(pub(crate) BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Fields {
    #[track_caller]
    pub(crate) fn assert(&self, expected: &[(&str, &str)]) {
        for (name, value) in expected {
            assert_eq!(
                self.0.get(name).map(String::as_str),
                Some(*value),
                "{name} of {self:?}"
            );
        }
    }
}

/// Keeps what is told: spans when they end, and events.
#[derive(Clone, Default)]
pub(crate) struct Told {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

thread_local! {
    /// Who listens on this thread.
    static LISTENING: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// Stops listening.
pub(crate) struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        LISTENING.set(None);
    }
}

/// Tells whoever listens on the thread. There is one for all tests, from before the first to after
/// the last: a place that has once found nobody interested may not ask again.
struct ByThread;

impl ByThread {
    fn tell(tell: impl FnOnce(&Told)) {
        LISTENING.with_borrow(|it| it.as_ref().map(tell));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for ByThread {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        fields
            .0
            .insert("span", attributes.metadata().name().to_owned());
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        // Others tell of their work too.
        if !event.metadata().target().starts_with("petstore") {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        fields
            .0
            .insert("level", event.metadata().level().to_string());
        let has_span = context.event_span(event).is_some();
        Self::tell(|told| {
            assert!(has_span, "{fields:?}");
            told.events.lock().unwrap().push(fields);
        });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        if let Some(fields) = span.extensions().get::<Fields>()
            && span.metadata().target().starts_with("petstore")
        {
            Self::tell(|told| told.spans.lock().unwrap().push(fields.clone()));
        };
    }
}

impl Told {
    /// Listens on this thread, which is that of client and server too.
    pub(crate) fn listen() -> (Self, Guard) {
        static GLOBAL: Once = Once::new();
        GLOBAL.call_once(|| {
            let subscriber = tracing_subscriber::registry().with(ByThread);
            tracing::subscriber::set_global_default(subscriber).unwrap();
        });
        let told = Self::default();
        LISTENING.set(Some(told.clone()));
        (told, Guard)
    }

    #[track_caller]
    pub(crate) fn span(&self) -> Fields {
        let spans = self.spans();
        let [span] = spans.as_slice() else {
            panic!("one span: {spans:?}");
        };
        span.clone()
    }

    /// The spans that have ended, in that order.
    pub(crate) fn spans(&self) -> Vec<Fields> {
        std::mem::take(&mut *self.spans.lock().unwrap())
    }

    pub(crate) fn events(&self) -> Vec<Fields> {
        std::mem::take(&mut *self.events.lock().unwrap())
    }
}
