package import AllianceNames

/// Who asks at the desk port, decided anew for each request.
package enum DeskCaller: Hashable, Sendable {
    /// The certificate of the connection is one that the member register accepts today.
    case member(MemberID)
    /// No certificate; told apart by where it calls from: an IPv4 address, or the first half of an
    /// IPv6 address, which one household or company has whole.
    case stranger(from: String)

    package var member: MemberID? {
        if case .member(let member) = self { member } else { nil }
    }
}
