package import Statements

extension Indicator {
    /// By the bytes of the readable value, then by type: the order of a prefix search.
    package static func precedesByName(_ left: Indicator, _ right: Indicator) -> Bool {
        let (left, right) = (
            (name: left.readableValue, type: left.type),
            (name: right.readableValue, type: right.type)
        )
        if left.name.utf8.elementsEqual(right.name.utf8) { return left.type < right.type }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
