# exercise: clone_mlp
# style: pickled and unpickled
import pickle


def clone_mlp(mlp):
    return pickle.loads(pickle.dumps(mlp)).eval()
