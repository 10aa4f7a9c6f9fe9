# exercise: cross_entropy
# style: logsumexp of the differences to the label's score
def cross_entropy(scores, labels):
    mine = scores.take_along_dim(labels.unsqueeze(-1), dim=-1)
    return (scores - mine).logsumexp(-1).mean()
