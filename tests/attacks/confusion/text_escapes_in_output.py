# attack: confusion
# exercise: corr2d
# tries: to rule the terminal by what it prints: it clears the screen, sets the title,
#   writes to the clipboard, links
# held-by: what students wrote is escaped

print("\x1b[2J\x1b[H\x1b[1;32mscore 10 of 10\x1b[0m")
print("\x1b]0;all passed\x07\x1b]52;c;cm0gLXJmIC8=\x07\x9b31m\x9d0;title\x9c")
print("\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\")
print("\x1bP+q544e\x1b\\\x1b[6n\x1b[?1049h\x1b[8;1;1t\x0e\x0f\x05\x00\x7f")
print("wrong\rright\b\b\b\b\v\f\x85\u2028\u2029")


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    print("\x1b[31m")
    raise NotImplementedError
