//! Where references lead, and what is said of those that do not.

use codegen::diagnostic::{Diagnostic, Place};
use codegen::spec::{Limits, Pin, Pins, Site, Spec};

use super::{codes, document, place};

/// Where the reference leads when it is the only thing in a schema.
fn lead(spec: &Spec, reference: &str) -> Result<Site, Diagnostic> {
    spec.follow(&place("/components/schemas/It"), reference)
}

fn schemas(yaml: &str) -> Spec {
    document("3.1.0", &format!("components: {{ schemas: {yaml} }}\n"))
}

/// Where a schema that is nothing but a reference leads.
fn settle(spec: &Spec, name: &str) -> Result<Place, Diagnostic> {
    let at = place("/components").child("schemas").child(name);
    let schema = spec.schema(&at).unwrap();
    spec.child(&at, schema.keywords.all_of.first().unwrap())
        .map(|it| it.place)
}

#[test]
fn pointers_are_unescaped() {
    let spec = schemas("{ 'a/b~c': {}, 'd e': {}, 'f%22g': {} }");
    for (reference, pointer) in [
        (
            "#/components/schemas/a~1b~0c",
            "/components/schemas/a~1b~0c",
        ),
        ("#/components/schemas/d%20e", "/components/schemas/d e"),
        ("#/components/schemas/f%22g", "/components/schemas/f%22g"),
        ("#/components/schemas/f%2522g", "/components/schemas/f%22g"),
        ("#", ""),
    ] {
        assert_eq!(
            lead(&spec, reference).unwrap().place,
            place(pointer),
            "{reference}"
        );
    }
}

#[test]
fn chains_are_followed_to_their_end() {
    let spec = schemas(
        "{ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/C' }, C: {} }",
    );
    let site = lead(&spec, "#/components/schemas/A").unwrap();
    assert_eq!(site.place, place("/components/schemas/C"));
    assert!(site.referenced);
    assert_eq!(settle(&spec, "A").unwrap(), place("/components/schemas/C"));
}

#[test]
fn circles_of_references_alone_are_errors() {
    let spec =
        schemas("{ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }");
    assert_eq!(
        lead(&spec, "#/components/schemas/A").unwrap_err().code,
        "reference-cycle"
    );
    let spec = schemas("{ A: { $ref: '#/components/schemas/A' } }");
    assert_eq!(settle(&spec, "A").unwrap_err().code, "reference-cycle");
    assert_eq!(
        lead(&spec, "#/components/schemas/A/properties/x")
            .unwrap_err()
            .code,
        "reference-cycle"
    );
}

#[test]
fn what_leads_nowhere_is_an_error_at_the_reference() {
    let spec = schemas("{ A: { $ref: '#/components/schemas/Nope' } }");
    let error = settle(&spec, "A").unwrap_err();
    assert_eq!(error.code, "unresolved-reference");
    assert_eq!(error.place, place("/components/schemas/A/$ref"));
}

#[test]
fn any_place_may_be_referred_to_even_through_references() {
    let spec = schemas(
        "{ A: { properties: { x: { type: string } } }, B: { $ref: '#/components/schemas/A' }, \
         C: { $ref: '#/components/schemas/B/properties/x' } }",
    );
    assert_eq!(
        settle(&spec, "C").unwrap(),
        place("/components/schemas/A/properties/x")
    );
}

#[test]
fn bare_names_are_components() {
    let spec = schemas(
        "{ It: { discriminator: { propertyName: k, mapping: { d: Dog } } }, Dog: {}, P: { $ref: Dog } }",
    );
    assert_eq!(
        lead(&spec, "Dog").unwrap().place,
        place("/components/schemas/Dog")
    );
    assert!(codes(&spec).is_empty());
    assert_eq!(
        settle(&spec, "P").unwrap(),
        place("/components/schemas/Dog")
    );
    assert_eq!(codes(&spec), ["bare-name"]);
    assert_eq!(lead(&spec, "Cat").unwrap_err().code, "unresolved-reference");
}

#[test]
fn missing_marks_are_supplied() {
    let spec = schemas("{ Dog: {} }");
    for reference in ["/components/schemas/Dog", "#components/schemas/Dog"] {
        assert_eq!(
            lead(&spec, reference).unwrap().place,
            place("/components/schemas/Dog"),
            "{reference}"
        );
    }
}

#[test]
fn mapping_errors_point_at_the_mapping() {
    let spec = schemas("{ It: { discriminator: { propertyName: k, mapping: { d: '#/nope' } } } }");
    let error = lead(&spec, "#/nope").unwrap_err();
    assert_eq!(
        error.place,
        place("/components/schemas/It/discriminator/mapping/d")
    );
}

#[test]
fn nothing_comes_from_the_network() {
    let spec =
        schemas("{ A: { $ref: 'https://example.com/a.yaml#/A' }, B: { $ref: '//example.com/a' } }");
    assert_eq!(settle(&spec, "A").unwrap_err().code, "remote-reference");
    assert_eq!(settle(&spec, "B").unwrap_err().code, "remote-reference");
}

#[test]
fn anchors_and_ids_name_schemas() {
    let spec = schemas(
        "{ A: { $anchor: here }, B: { $ref: '#here' }, C: { $id: 'https://example.com/c', $defs: { D: {} } }, \
         E: { $ref: 'https://example.com/c#/$defs/D' }, F: { $dynamicRef: '#here' } }",
    );
    assert_eq!(settle(&spec, "B").unwrap(), place("/components/schemas/A"));
    assert_eq!(
        settle(&spec, "E").unwrap(),
        place("/components/schemas/C/$defs/D")
    );
    assert_eq!(settle(&spec, "F").unwrap(), place("/components/schemas/A"));
}

#[test]
fn a_schema_with_an_id_is_the_top_for_its_own_references() {
    let spec = schemas(
        "{ A: { $id: a, properties: { x: { $ref: '#/$defs/D' }, y: { $ref: '#' } }, $defs: { D: {} } } }",
    );
    let at = place("/components/schemas/A");
    let schema = spec.schema(&at).unwrap();
    let lead = |name: &str| {
        spec.child(&at, schema.keywords.properties.get(name).unwrap())
            .unwrap()
            .place
    };
    assert_eq!(lead("x"), at.child("$defs").child("D"));
    assert_eq!(lead("y"), at);
}

const ROOT: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";

/// A document whose schema `It` is a reference, and other files.
fn files(reference: &str, others: &[(&str, &str)]) -> (Spec, Result<Site, Diagnostic>) {
    let root = format!("{ROOT}components: {{ schemas: {{ It: {{ $ref: '{reference}' }} }} }}\n");
    let texts: Vec<_> = [("openapi.yaml", root.as_str())]
        .into_iter()
        .chain(others.iter().copied())
        .collect();
    let spec = Spec::from_texts(&texts, &Limits::default()).unwrap();
    let at = place("/components/schemas/It");
    let schema = spec.schema(&at).unwrap();
    let site = spec.child(&at, schema.keywords.all_of.first().unwrap());
    (spec, site)
}

#[test]
fn whole_files_and_places_in_them() {
    let (spec, site) = files(
        "schemas/pet.yaml",
        &[("schemas/pet.yaml", "type: string\n")],
    );
    let place = site.unwrap().place;
    assert_eq!(spec.sources().name(place.file), "schemas/pet.yaml");
    assert_eq!(
        spec.schema(&place).unwrap().keywords.typ.as_deref(),
        Some("string")
    );
    let (_, site) = files("./a%20b.json#/x/0", &[("a b.json", r#"{"x": [{}]}"#)]);
    assert_eq!(site.unwrap().place.pointer.as_str(), "/x/0");
}

#[test]
fn files_refer_to_files_from_where_they_are_and_in_circles() {
    let (spec, site) = files(
        "a/one.yaml#/One",
        &[
            (
                "a/one.yaml",
                "One: { $ref: '../b/two.yaml#/Two' }\nBack: { type: integer }\n",
            ),
            ("b/two.yaml", "Two: { $ref: '../a/one.yaml#/Back' }\n"),
        ],
    );
    let place = site.unwrap().place;
    assert_eq!(spec.sources().name(place.file), "a/one.yaml");
    assert_eq!(place.pointer.as_str(), "/Back");
}

#[test]
fn files_outside_the_folder_are_not_read() {
    for reference in [
        "../secret.yaml",
        "a/../../secret.yaml",
        "/etc/passwd",
        "%2e%2e/secret.yaml",
    ] {
        let (_, site) = files(reference, &[("../secret.yaml", "{}")]);
        assert_eq!(site.unwrap_err().code, "outside-folder", "{reference}");
    }
    for reference in ["file:///etc/passwd", "c:/secret.yaml"] {
        assert_eq!(
            files(reference, &[]).1.unwrap_err().code,
            "remote-reference",
            "{reference}"
        );
    }
}

#[test]
fn a_link_to_outside_the_folder_is_not_followed() {
    let base = std::env::temp_dir().join(format!("codegen-links-{}", std::process::id()));
    let folder = base.join("spec");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(base.join("secret.yaml"), "type: string\n").unwrap();
    let root = format!("{ROOT}components: {{ schemas: {{ It: {{ $ref: 'link.yaml' }} }} }}\n");
    std::fs::write(folder.join("openapi.yaml"), root).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(base.join("secret.yaml"), folder.join("link.yaml")).unwrap();
    let spec = Spec::read(&folder.join("openapi.yaml"), &Limits::default()).unwrap();
    let error = settle(&spec, "It").unwrap_err();
    std::fs::remove_dir_all(&base).unwrap();
    assert_eq!(
        error.code,
        if cfg!(unix) {
            "outside-folder"
        } else {
            "file-not-found"
        }
    );
}

#[test]
fn files_on_the_network_are_read_from_copies_that_are_pinned() {
    let folder = std::env::temp_dir().join(format!("codegen-remote-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("copies")).unwrap();
    let root = format!(
        "{ROOT}components: {{ schemas: {{ It: {{ $ref: 'https://example.com/a/pet.yaml#/Pet' }} }} }}\n"
    );
    std::fs::write(folder.join("openapi.yaml"), root).unwrap();
    let mut pins = Pins::new();
    // What a copy refers to is where its URL leads, not in the folder of the copy.
    for (url, file, text, sha256) in [
        (
            "https://example.com/a/pet.yaml",
            "copies/pet.yaml",
            "Pet: { $ref: '../name.yaml' }\n",
            "d0e13617b532d71c2904f94085989efdda21c4fb84ba8e67bf6416ea3d3bb723",
        ),
        (
            "https://example.com/name.yaml",
            "copies/other.yaml",
            "{ $ref: /b/text.yaml }\n",
            "3b5a3f3c6f25fb11c22c7fcb24bdcbfdb99b008cbf8693683f436cd9cedb108f",
        ),
        (
            "https://example.com/b/text.yaml",
            "text.yaml",
            "type: string\n",
            "7a16e9ec7ffd96fcb37f5c5e839b2e7ea32e488091a0d010f359377968d23f44",
        ),
    ] {
        std::fs::write(folder.join(file), text).unwrap();
        let (file, sha256) = (file.to_owned(), sha256.to_owned());
        pins.insert(url.to_owned(), Pin { file, sha256 });
    }
    let read = |pins: &Pins| {
        let root = folder.join("openapi.yaml");
        Spec::read_within(&folder, &root, &Limits::default(), pins).unwrap()
    };
    let spec = read(&pins);
    let site = settle(&spec, "It").unwrap();
    assert!(spec.sources().name(site.file).ends_with("text.yaml"));
    pins.remove("https://example.com/b/text.yaml");
    let error = settle(&read(&pins), "It").unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(error.code, "remote-reference");
}

#[test]
fn missing_and_broken_files_are_missed_by_who_needs_them() {
    assert_eq!(files("no.yaml", &[]).1.unwrap_err().code, "file-not-found");
    let (spec, site) = files("bad.json", &[("bad.json", "{\n  \"a\": ]\n}")]);
    let error = site.unwrap_err();
    assert_eq!(error.code, "not-json");
    assert_eq!(spec.sources().name(error.place.file), "bad.json");
}

#[test]
fn there_is_a_limit_to_files() {
    let limits = Limits {
        max_files: 2,
        ..Limits::default()
    };
    let root = format!(
        "{ROOT}components: {{ schemas: {{ A: {{ $ref: a.yaml }}, B: {{ $ref: b.yaml }} }} }}\n"
    );
    let texts = [
        ("o.yaml", root.as_str()),
        ("a.yaml", "{}"),
        ("b.yaml", "{}"),
    ];
    let spec = Spec::from_texts(&texts, &limits).unwrap();
    assert!(settle(&spec, "A").is_ok());
    assert_eq!(settle(&spec, "B").unwrap_err().code, "too-many-files");
}

#[test]
fn whole_maps_may_be_references() {
    let (spec, _) = files("x.yaml", &[("x.yaml", "{ a: { type: string } }")]);
    assert!(codes(&spec).is_empty());
    let root = format!("{ROOT}components: {{ schemas: {{ $ref: all.yaml }} }}\n");
    let all = "Pet: { properties: { $ref: '#/Props' } }\nProps: { name: { type: string } }\n";
    let spec =
        Spec::from_texts(&[("o.yaml", &root), ("all.yaml", all)], &Limits::default()).unwrap();
    let document = spec.root().unwrap();
    let pet = document.components.schemas.get("Pet").unwrap();
    let properties = spec.schema(pet).unwrap().keywords.properties;
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["name"]);
}

#[test]
fn properties_that_refer_to_a_schema_are_its_properties() {
    let spec = schemas(
        "{ It: { properties: { $ref: '#/components/schemas/P' } }, P: { properties: { a: {}, b: {} } } }",
    );
    let properties = spec
        .schema(&place("/components/schemas/It"))
        .unwrap()
        .keywords
        .properties;
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_long_way_to_nowhere_takes_no_long_time() {
    let links: Vec<_> = (0..60)
        .map(|it| format!("S{it}: {{ $ref: '#/components/schemas/S{}/%78' }}", it + 1))
        .collect();
    let spec = schemas(&format!("{{ {}, Id: {{ $id: i }} }}", links.join(", ")));
    let code = settle(&spec, "S0").unwrap_err().code;
    assert!(
        ["unresolved-reference", "reference-cycle"].contains(&code),
        "{code}"
    );
}

#[test]
fn a_document_can_be_read_from_many_threads() {
    fn check<T: Send + Sync>(_: &T) {}
    check(&schemas("{}"));
}
