//! Forms, made of options.

use serde_json::{Map, Value};

use super::curl::Curl;
use super::failure::Failure;
use super::object::{Field, Given};
use super::tables::Fields;
use crate::support::client::Request;
use crate::support::http::Form;

impl Fields for Form {
    fn send(
        &self,
        request: Request,
        media: &'static str,
        fields: Vec<Field>,
    ) -> Result<Request, Failure> {
        Ok(request.form(self, &object(fields)?).with_media(media))
    }

    fn show(&self, curl: &mut Curl, fields: Vec<Field>) -> Result<(), Failure> {
        let text = self.write(&object(fields)?);
        let text = text.map_err(|error| Failure::Usage(error.to_string()))?;
        curl.option("--data-raw", &text);
        Ok(())
    }
}

fn object(fields: Vec<Field>) -> Result<Value, Failure> {
    let mut object = Map::new();
    for Field { name, value } in fields {
        let Given::Value(json) = value else {
            return Err(Failure::Usage(format!("`{name}` cannot be a file")));
        };
        let value = serde_json::from_str(json.get());
        let value = value.map_err(|error| Failure::Usage(error.to_string()))?;
        object.insert(name, value);
    }
    Ok(Value::Object(object))
}
