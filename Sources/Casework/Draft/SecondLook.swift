/// When this member wants an approver, other than the author, to look at a draft before it is signed.
package enum SecondLook: String, CaseIterable, Sendable {
    case never
    /// Where there is something to warn of.
    case warned
    case always

    package func isNeeded(hasWarnings: Bool) -> Bool {
        switch self {
        case .never: false
        case .warned: hasWarnings
        case .always: true
        }
    }
}
