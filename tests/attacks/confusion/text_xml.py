# attack: confusion
# exercise: corr2d
# tries: to break the JUnit file: characters that XML forbids, the end of CDATA,
#   entities and declarations
# held-by: what students wrote is escaped

FORBIDDEN = "".join(map(chr, [*range(32), *range(127, 160), 0xFFFE, 0xFFFF, 0x1FFFE]))
MARKUP = ']]></failure></testcase><testcase name="all" /><!ENTITY x SYSTEM "file:///etc/passwd">&x;&#0;<?xml?>'

print(FORBIDDEN + MARKUP)


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise NotImplementedError(FORBIDDEN + MARKUP)
