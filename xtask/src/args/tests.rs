use std::time::Duration;

use super::*;

fn read(line: &str) -> Result<Command, Failure> {
    parse(Parser::from_args(line.split_whitespace()))
}

fn error(line: &str) -> (String, String) {
    match read(line) {
        Err(Failure::Usage { message, help }) => (message, help),
        other => panic!("{line:?} gives {other:?}"),
    }
}

#[test]
fn commands_and_their_options_are_read() {
    let expected = Generate {
        target: Target {
            config: None,
            spec: Some("a.yaml".into()),
            out: Some("b".into()),
            name: Some("c".into()),
            select: Select {
                tags: vec!["Pets".to_owned()],
                paths: vec!["/a/*".to_owned(), "/b".to_owned()],
                methods: vec!["get".to_owned()],
                operations: vec!["x".to_owned()],
            },
        },
        check: true,
        deny_warnings: true,
        example_tests: true,
    };
    assert_eq!(
        read(
            "gen --spec a.yaml --check --out=b --name c --deny-warnings --example-tests \
             --tag Pets --path /a/* --path=/b --method get --operation x"
        ),
        Ok(Command::Generate(expected))
    );
    assert_eq!(read("gen"), Ok(Command::Generate(Generate::default())));
    let config = Target {
        config: Some("a.toml".into()),
        out: Some("b".into()),
        ..Target::default()
    };
    assert_eq!(
        read("gen --config a.toml --out b"),
        Ok(Command::Generate(Generate {
            target: config,
            ..Generate::default()
        }))
    );
    let spec = Target {
        spec: Some("a.json".into()),
        ..Target::default()
    };
    assert_eq!(read("ir --spec a.json"), Ok(Command::Ir(spec)));
    let mock = Mock {
        target: Target {
            spec: Some("a.json".into()),
            ..Target::default()
        },
        port: 0,
        secret: Some("x".to_owned()),
    };
    assert_eq!(
        read("mock --spec a.json --port 0 --secret x"),
        Ok(Command::Mock(mock))
    );
    assert_eq!(read("mock"), Ok(Command::Mock(Mock::default())));
    let attack = Attack {
        folder: Some("a".into()),
        smoke: true,
        only: vec!["b".to_owned(), "c".to_owned()],
        examples: 5,
        limit: Duration::from_secs(60),
    };
    assert_eq!(
        read("attack a --smoke --only b --only c --examples 5 --limit 60"),
        Ok(Command::Attack(attack))
    );
    assert_eq!(read("attack"), Ok(Command::Attack(Attack::default())));
    assert_eq!(read("serve"), Ok(Command::Serve(Serve::default())));
    let create_key = Some("org_1".to_owned());
    assert_eq!(
        read("serve --create-key org_1"),
        Ok(Command::Serve(Serve { create_key }))
    );
    assert_eq!(read("ci"), Ok(Command::Ci(vec![])));
    assert_eq!(read("ci doc fmt"), Ok(Command::Ci(vec!["doc", "fmt"])));
}

#[test]
fn the_options_of_corpus_are_read() {
    assert_eq!(read("corpus"), Ok(Command::Corpus(Corpus::default())));
    let expected = Corpus {
        folder: Some("docs".into()),
        smoke: true,
        only: vec!["a".to_owned(), "b/c".to_owned()],
        check: true,
        clippy: true,
        doc: true,
        keep: true,
        json: Some("out.json".into()),
        jobs: Some(3),
        limit: Duration::from_secs(10),
    };
    assert_eq!(
        read(
            "corpus --smoke docs --only a --only b/c --check --clippy --doc --keep \
             --json out.json --jobs 3 --limit 10"
        ),
        Ok(Command::Corpus(expected))
    );
    let one = CorpusOne {
        document: "a/b.yaml".into(),
        folder: "a".into(),
        output: "out".into(),
        name: "corpus-b".to_owned(),
    };
    assert_eq!(
        read("corpus-one a/b.yaml a out corpus-b"),
        Ok(Command::CorpusOne(one))
    );
    assert!(read("corpus-one a/b.yaml a out").is_err());
}

#[test]
fn call() {
    let call = Call {
        documents: vec!["a.yaml".into(), "b.yaml".into()],
    };
    assert_eq!(read("call a.yaml b.yaml"), Ok(Command::Call(call)));
    assert_eq!(read("call"), Ok(Command::Call(Call::default())));
}

#[test]
fn help_is_to_be_had_everywhere() {
    for (line, topic) in [
        ("help", Topic::All),
        ("-h", Topic::All),
        ("--help", Topic::All),
        ("help help", Topic::All),
        ("help gen", Topic::Generate),
        ("gen --check -h", Topic::Generate),
        ("gen --help", Topic::Generate),
        ("help ir", Topic::Ir),
        ("ir -h", Topic::Ir),
        ("help corpus", Topic::Corpus),
        ("corpus docs --smoke -h", Topic::Corpus),
        ("call a.yaml -h", Topic::Call),
        ("serve --create-key org_1 -h", Topic::Serve),
        ("help ci", Topic::Ci),
        ("ci fmt --help", Topic::Ci),
    ] {
        assert_eq!(read(line), Ok(Command::Help(topic)), "{line:?}");
    }
}

#[test]
fn a_slip_is_answered_with_what_was_meant() {
    for (line, message, help) in [
        ("genn", "no command `genn`", "did you mean `gen`?"),
        ("help gem", "no command `gem`", "did you mean `gen`?"),
        (
            "deploy",
            "no command `deploy`",
            "write one of gen, ir, corpus, mock, attack, bench, call, serve, ci, help",
        ),
        (
            "gen --chek",
            "no option `--chek`",
            "did you mean `--check`?",
        ),
        (
            "gen --deny-warning",
            "no option `--deny-warning`",
            "did you mean `--deny-warnings`?",
        ),
        (
            "gen --output x",
            "no option `--output`",
            "did you mean `--out`?",
        ),
        ("gen -c", "no option `-c`", "help gen"),
        (
            "corpus --smok",
            "no option `--smok`",
            "did you mean `--smoke`?",
        ),
        ("corpus a b", "no place for \"b\"", "help corpus"),
        ("corpus --jobs 0", "\"0\" is none", "such as --jobs 2"),
        ("corpus --limit=1.5", "\"1.5\" is none", "such as --limit 2"),
        ("ir --check", "no option `--check`", "help ir"),
        ("--chek", "no option `--chek`", "xtask help`"),
        ("ci clipy", "no step `clipy`", "did you mean `clippy`?"),
        (
            "ci everything",
            "no step `everything`",
            "write one of fmt, clippy,",
        ),
        ("gen now", "no place for \"now\"", "help gen"),
        ("help gen ir", "no place for \"ir\"", "xtask help`"),
        ("gen --check=yes", "unexpected argument", "help gen"),
        ("", "no command is given", "xtask help`"),
    ] {
        let (said, helped) = error(line);
        assert!(said.contains(message), "{line:?}: {said}");
        assert!(helped.contains(help), "{line:?}: {helped}");
    }
}

#[test]
fn half_a_target_is_refused() {
    for (line, message) in [
        ("gen --spec a.yaml", "--out DIR and --name CRATE is missing"),
        ("gen --out b --name c", "--spec FILE is missing"),
        ("gen --spec", "--spec lacks its value"),
        ("gen --out= --spec a", "--out lacks its value"),
        ("gen --spec a --spec b", "--spec is given twice"),
        ("gen --name 9 --spec a --out b", "cannot be named \"9\""),
        (
            "gen --name type --spec a --out b",
            "cannot be named \"type\"",
        ),
    ] {
        let (said, _) = error(line);
        assert!(said.contains(message), "{line:?}: {said}");
    }
}

#[test]
fn the_help_of_ci_lists_its_steps_in_order() {
    let steps: Vec<&str> = Topic::Ci
        .text()
        .lines()
        .skip_while(|line| !line.ends_with("in this order:"))
        .skip(1)
        .map_while(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(steps, ci::step_names());
}
