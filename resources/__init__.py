"""What the program brings along: icons, theme tokens, help, the sample project, the encoder."""
