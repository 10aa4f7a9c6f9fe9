# attack: confusion
# exercise: corr2d
# tries: to be the function and every answer: a mock, which does nothing and never fails
# held-by: a rule is judged only of what returns as the contract says
from unittest import mock

corr2d = mock.MagicMock()
