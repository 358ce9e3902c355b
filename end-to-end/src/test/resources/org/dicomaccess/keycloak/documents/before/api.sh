TOKEN=$(token_of jane)
