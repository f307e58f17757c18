"""T2: table 二, what was proactively disclosed: 规章和规范性文件、行政许可、处罚和强制、收费、采购."""
