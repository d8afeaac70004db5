package import Statements

extension Indicator {
    /// By the bytes of the value, then by type: the order of a prefix search.
    package static func precedesByValue(_ left: Indicator, _ right: Indicator) -> Bool {
        if left.value.utf8.elementsEqual(right.value.utf8) { return left.type < right.type }
        return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
}
