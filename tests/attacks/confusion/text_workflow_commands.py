# attack: confusion
# exercise: corr2d
# tries: to give orders to the CI that prints the report: errors, outputs, masks, paths,
#   of GitHub, Azure and TeamCity
# held-by: what students wrote is escaped

COMMANDS = (
    "::error file=grader.py,line=1::owned",
    "::set-output name=score::100",
    "::add-mask::0",
    "::add-path::/tmp",
    "::stop-commands::token",
    "  ::set-env name=PATH::/tmp",
    "##[error]owned",
    "##[group]owned",
    "##vso[task.setvariable variable=score]100",
    "##teamcity[testFinished name='corr2d']",
    "##[command]rm",
)
print("\n".join(COMMANDS))
print("\r".join(COMMANDS))
print("\u2028".join(COMMANDS))


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise NotImplementedError("\n" + "\n".join(COMMANDS))
