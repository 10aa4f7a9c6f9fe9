# exercise: conv_output_size
# style: counts the places with a range, recursion for pairs, a list for a pair
def conv_output_size(size, kernel, padding=0, stride=1, dilation=1):
    given = [size, kernel, padding, stride, dilation]
    if any(isinstance(one, tuple) for one in given):
        sides = ([], [])
        for one in given:
            first, second = one if isinstance(one, tuple) else (one, one)
            sides[0].append(first)
            sides[1].append(second)
        return [conv_output_size(*side) for side in sides]
    last = size + 2 * padding - dilation * (kernel - 1)
    places = range(0, last, stride)
    if not places:
        raise ValueError
    return len(places)
