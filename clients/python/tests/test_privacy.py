"""What must not get out: names, keys and tokens, by whatever way."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from vdx_client import (
    BirthDate, Identity, KeyFileError, NoConsent, PseudonymError, Pseudonymizer, RecordError, RecordIds, Scope, TokenKey,
)
from vdx_client import _tokens

SECRET = bytes(range(1, 33))
PERSON = Identity(
    given_name="Qweruna", surname="Zxcvbova", birth_date=BirthDate(1991, 3, 7), sex="F",
    national_id="1170234567", document="PO7654321", place_of_birth="Asdfgrad",
)
HIDDEN = ["Qweruna", "Zxcvbova", "1170234567", "PO7654321", "Asdfgrad", "1991", SECRET.hex()]


def maker(ids: RecordIds | None = None) -> Pseudonymizer:
    return Pseudonymizer([TokenKey(Scope.NATIONAL, 1, SECRET)], ids=ids, plain_ids=ids is None)


def victim(person: Identity = PERSON, **more: object) -> object:
    fields: dict[str, object] = {
        "record_id": "a-1", "trafficking_status": "ACTUAL_VICTIM", "identified_on": (2010, 6),
        "consent_processing": "YES", **more,
    }
    return maker().victim(person, **fields)  # type: ignore[arg-type]


def told(error: BaseException) -> str:
    """All that an error tells, with the variables of the frames of this package, as some reporters send it."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    own = [frame for frame in shown.stack if "vdx_client" in frame.filename]
    assert error.__cause__ is None and error.__context__ is None
    return "".join([str(error), repr(error), repr(error.args), *(str(frame.locals) for frame in own)])


def failing(call: Callable[[], object], kind: type[Exception]) -> str:
    with pytest.raises(kind) as caught:
        call()
    return told(caught.value)


def test_nothing_prints() -> None:
    key = TokenKey(Scope.NATIONAL, 1, SECRET)
    ids = RecordIds(SECRET, "registry")
    for thing in (PERSON, PERSON.birth_date, key, ids, maker()):
        for text in (repr(thing), str(thing), f"{thing}", "%s" % (thing,)):
            assert not any(word in text for word in HIDDEN), type(thing)
        with pytest.raises(TypeError):
            pickle.dumps(thing)
        with pytest.raises(TypeError):
            copy.deepcopy(thing)


def test_errors_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cases: list[tuple[dict[str, object], type[Exception], str]] = [
        ({"trafficking_status": "Zxcvbova"}, RecordError, "trafficking_status"),
        ({"gender": "1170234567"}, RecordError, "gender"),
        ({"consent_processing": "NO"}, NoConsent, "consent_processing"),
        ({"record_id": "Qweruna Zxcvbova"}, RecordError, "record_id"),
        ({"record_id": "PK-1170234567"}, RecordError, "record_id"),
        ({"record_id": "zxcvbova-2"}, RecordError, "record_id"),
        ({"episode": "PO7654321"}, RecordError, "episode"),
        ({"colour": "Zxcvbova"}, RecordError, "colour"),
        ({"identified_on": (1991, 13)}, RecordError, "identified_on"),
        ({"citizenships": ["Asdfgrad"]}, RecordError, "citizenships"),
    ]
    for fields, kind, field in cases:
        text = failing(partial(victim, PERSON, **fields), kind)
        # What the caller gave as a field stands in the arguments of the call, and nowhere in the text.
        message = text.split("{", 1)[0]
        assert field in message and not any(word in message for word in HIDDEN), field
        assert "Qweruna" not in text or "record_id" in fields
    # Something that nobody expects, with a name in its text.
    def break_down(*_: object) -> None:
        raise KeyError("Qweruna Zxcvbova")
    monkeypatch.setattr(_tokens, "name_words", break_down)
    text = failing(victim, PseudonymError)
    assert "KeyError" in text and not any(word in text for word in HIDDEN)


def test_a_person_is_checked_without_being_told() -> None:
    for wrong in ({"given_name": 7}, {"birth_date": "1991-03-07"}):
        with pytest.raises(TypeError) as caught:
            Identity(**wrong)
        assert "1991" not in str(caught.value)
    with pytest.raises(ValueError, match="surname") as surrogate:
        Identity(surname="Zxcvb\ud800ova")
    assert "Zxcvb" not in str(surrogate.value)
    with pytest.raises(ValueError, match="birth_date.month"):
        BirthDate(1991, 13, 7)


def test_what_cannot_be_right_is_refused() -> None:
    for person, field in (
        (Identity(given_name="Qwe?una", surname="Zxcvbova", birth_date=BirthDate(1991, 3, 7)), "given_name"),
        (Identity(national_id="7,03991E+11", document="PO7654321"), "national_id"),
        (Identity(given_name="Qweruna", surname="Zxcvbova"), "identity"),
        (Identity(document="PO7654321", birth_date=BirthDate(2150)), "birth_date"),
    ):
        assert failing(partial(victim, person), RecordError).startswith(field)


def test_key_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "national.key"
    good = f'kind = "vdx national key"\nepoch = 3\nsecret = "{SECRET.hex()}"\n'
    path.write_text(good)
    for mode, is_right in ((0o600, True), (0o400, True), (0o644, False), (0o604, False), (0o660, False)):
        path.chmod(mode)
        if is_right:
            assert TokenKey.load(path).epoch == 3
        else:
            with pytest.raises(KeyFileError, match="chmod 600"):
                TokenKey.load(path)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="transnational"):
        TokenKey.load(path, Scope.TRANSNATIONAL)
    with pytest.raises(KeyFileError):
        RecordIds.load(path, "registry")
    for wrong in (good.replace("epoch = 3", "epoch = 0"), good[:-5], good + "more = 1\n", good.replace("3", "true", 1), "\xff"):
        path.write_text(wrong, encoding="latin-1")
        with pytest.raises(KeyFileError) as caught:
            TokenKey.load(path)
        text = told(caught.value)
        assert SECRET.hex() not in str(caught.value) and "national.key" in text


def test_logs_hold_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        victim()
    assert caplog.text == ""
    # That partner countries will not find anybody is told, once.
    own = maker()
    for _ in range(2):
        own.victim(
            PERSON, record_id="a-1", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
            consent_processing="YES", consent_cross_border_sharing="YES", trafficking_form="BOTH",
        )
    assert len(caplog.records) == 1 and "transnational key" in caplog.text
    assert not any(word in caplog.text for word in HIDDEN)


def test_hashed_ids_hold_nothing() -> None:
    ids = RecordIds(SECRET, "registry")
    record = maker(ids=ids).victim(
        PERSON, record_id="Qweruna Zxcvbova 1170234567", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
        consent_processing="YES",
    )
    assert record.victim.record_id.startswith(ids.mark + "-") and len(record.victim.record_id) == 41
    sent = record.SerializeToString()
    assert not any(word.encode() in sent for word in HIDDEN)


def test_transnational_tokens_leave_by_consent_alone() -> None:
    own = Pseudonymizer([TokenKey(Scope.NATIONAL, 1, SECRET)], transnational=[TokenKey(Scope.TRANSNATIONAL, 1, SECRET)], plain_ids=True)
    assert len(own.key_checks()) == 2

    def count(**fields: object) -> int:
        record = own.victim(
            PERSON, record_id="a-1", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
            consent_processing="YES", **fields,  # type: ignore[arg-type]
        )
        return len(record.victim.transnational_tokens)

    abroad = {"country_of_exploitation": "AL", "citizenships": ["XK"]}
    assert count(**abroad, consent_cross_border_sharing="YES") > 40
    assert count(**abroad, consent_cross_border_sharing="NO") == count(**abroad) == 0
    assert count(country_of_exploitation="XK", citizenships=["XK"], consent_cross_border_sharing="YES") == 0
    assert count(trafficking_form="BOTH", consent_cross_border_sharing="YES") > 40


def test_no_record_leaves_before_somebody_says_how_ids_do() -> None:
    undecided = Pseudonymizer([TokenKey(Scope.NATIONAL, 1, SECRET)])
    with pytest.raises(RecordError, match="nobody has said"):
        undecided.victim(
            PERSON, record_id="a-1", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
            consent_processing="YES",
        )
    with pytest.raises(ValueError, match="one of ids and plain_ids"):
        Pseudonymizer([TokenKey(Scope.NATIONAL, 1, SECRET)], ids=RecordIds(SECRET, "registry"), plain_ids=True)
