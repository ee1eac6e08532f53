pytest_plugins = ["doorstroom_common.testing.plugin"]
