"""The commands, one module each; `gouji.cli` imports a module when its command is used."""
