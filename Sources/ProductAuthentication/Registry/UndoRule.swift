/// When a state may be taken back, after Article 13 of Regulation (EU) 2016/161 on medicines: within
/// ten days, at the same place, and not if the item has expired or was called back meanwhile.
package struct UndoRule: Hashable, Sendable {
    /// Whole days of 24 hours since the change; nil for any time.
    package let daysMax: UInt64?
    /// Only who made the change takes it back, and only while the item may still be handed out.
    package let isBoundToPlace: Bool
    /// Why it is taken back has to be said.
    package let needsCause: Bool

    package init(daysMax: UInt64? = nil, isBoundToPlace: Bool = false, needsCause: Bool = false) {
        self.daysMax = daysMax
        self.isBoundToPlace = isBoundToPlace
        self.needsCause = needsCause
    }
}
