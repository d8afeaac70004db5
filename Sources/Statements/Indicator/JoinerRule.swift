/// Where the zero-width joiner and non-joiner may stand in a label: rules ContextJ of RFC 5892,
/// appendix A.1 and A.2.
enum JoinerRule {
    private static let nonJoiner: UInt32 = 0x200c
    private static let joiner: UInt32 = 0x200d
    private static let viramaClass: UInt8 = 9

    static func allows(_ label: [UInt32], at position: Int) -> Bool {
        let scalar = label[position]
        guard scalar == nonJoiner || scalar == joiner else { return true }
        guard position > 0 else { return false }
        if UnicodeTables.shared.combiningClass[label[position - 1]] == viramaClass { return true }
        guard scalar == nonJoiner else { return false }
        let before = type(of: label[..<position].reversed())
        let after = type(of: label[(position + 1)...])
        return (before == .left || before == .dual) && (after == .right || after == .dual)
    }

    /// The joining type of the first character that is not transparent.
    private static func type(of scalars: some Sequence<UInt32>) -> JoiningType? {
        for scalar in scalars {
            let type = JoiningType(rawValue: UnicodeTables.shared.joiningType[scalar])
            if type != .transparent { return type }
        }
        return nil
    }
}
