from doorstroom_common.database.migrations import run_environment

run_environment()
