"""The screens beside the review screen: forms and tables, made when they are first asked for."""
