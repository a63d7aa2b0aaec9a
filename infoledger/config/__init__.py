"""The office's ``config.yaml`` and its regulations: read strictly, handed on as frozen shapes."""
