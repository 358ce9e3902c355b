TOKEN=$(token_of dora)
