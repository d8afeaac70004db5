import Statements

/// The skeleton of UTS #39, section 4: two texts that can be taken for one another have the same.
package enum Skeleton {
    /// - Parameter scalars: at most as many as `Recogniser.textScalarsMax`, by contract of the caller.
    package static func of(_ scalars: [UInt32]) -> [UInt32] {
        let table = CharacterTable.shared
        var prototypes: [UInt32] = []
        for scalar in decomposed(scalars) where !isIgnorable(scalar) {
            if let prototype = table.prototype(of: scalar) {
                prototypes += prototype
            } else {
                prototypes.append(scalar)
            }
        }
        return decomposed(prototypes)
    }

    private static func decomposed(_ scalars: [UInt32]) -> [UInt32] {
        TextFolding.decomposed(scalars)
    }

    private static func isIgnorable(_ scalar: UInt32) -> Bool {
        scalar >= 0xad && TextFolding.isIgnorable(scalar)
    }
}
