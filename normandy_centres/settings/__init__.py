"""Settings, by purpose.

`base` holds what every environment shares and `security` what readers' browsers are told to
enforce. An environment (`local`, `development`, `production`, `test`) first makes sure that its
variables are there, then builds on both.
"""
