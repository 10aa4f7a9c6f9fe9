# exercise: conv_output_size
# style: pairs by a small function, floor by divmod, a check of each side
def conv_output_size(size, kernel, padding=0, stride=1, dilation=1):
    def pair(value):
        return (value, value) if isinstance(value, int) else tuple(value)

    result = []
    for i in (0, 1):
        n, k, p, s, d = (pair(x)[i] for x in (size, kernel, padding, stride, dilation))
        covered = d * (k - 1) + 1
        if covered > n + 2 * p:
            raise ValueError(f"a kernel over {covered} does not fit into {n + 2 * p}")
        steps, _ = divmod(n + 2 * p - covered, s)
        result.append(steps + 1)
    if all(isinstance(x, int) for x in (size, kernel, padding, stride, dilation)):
        return result[0]
    return tuple(result)
