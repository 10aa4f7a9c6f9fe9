# exercise: ImageMLP
# style: as in the tutorial, which hands on keywords: there are none
import torch
from torch import nn


class ImageMLP(nn.Module):
    # 声明带有模型参数的层，这里声明了两个全连接层
    def __init__(self, **kwargs):
        # 调用ImageMLP父类Module的构造函数来进行必要的初始化
        super(ImageMLP, self).__init__(**kwargs)
        self.hidden = nn.Linear(784, 256)
        self.act = nn.ReLU()
        self.output = nn.Linear(256, 10)

    def forward(self, x):
        o = self.act(self.hidden(x))
        return self.output(o)
