/// What comes first stands first (a binary heap).
package struct PriorityQueue<Element> {
    private var elements: [Element] = []
    private let comesBefore: (Element, Element) -> Bool

    package init(_ comesBefore: @escaping (Element, Element) -> Bool) {
        self.comesBefore = comesBefore
    }

    package var first: Element? { elements.first }
    package var count: Int { elements.count }

    package mutating func insert(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, comesBefore(elements[place], elements[(place - 1) / 2]) {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    package mutating func popFirst() -> Element? {
        guard let first = elements.first else { return nil }
        elements.swapAt(0, elements.count - 1)
        elements.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < elements.count && comesBefore(elements[child], elements[least]) {
                least = child
            }
            guard least != place else { return first }
            elements.swapAt(place, least)
            place = least
        }
    }
}
