"""What a region's folder keeps for it."""

from pathlib import Path

from doorstroom.folder import DataFolder


def test_the_key_of_decision_records_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = DataFolder(tmp_path / "a").create().decision_key
    assert len(made) == 64
    assert DataFolder(tmp_path / "a").settings_of("matching") == {"decision_key": made}
    assert DataFolder(tmp_path / "b").create().decision_key != made
    (kept,) = (tmp_path / "a" / "keys").iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_a_service_gets_no_secret_of_another(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path).create()
    assert folder.settings_of("vacancy") == {}
    assert folder.settings_of("candidate").keys() == {"external_id_key"}
    assert folder.settings_of("notification").keys() == {"mail_folder"}
    assert folder.external_id_key != folder.decision_key
