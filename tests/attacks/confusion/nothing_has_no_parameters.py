# attack: confusion
# exercise: CenteredLayer
# tries: to earn the points for having no parameters and for changing nothing, by doing
#   nothing
# held-by: what is not there is judged only of what returns as the contract says
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        return None
