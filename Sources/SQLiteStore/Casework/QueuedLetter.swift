package import AllianceNames
package import Casework

/// What is to be said to another member's node, as it waits in the database.
package protocol QueuedLetter: Sendable {
    /// What it belongs to: letters of one course come one after the other.
    var course: CaseworkID { get }
    var recipient: MemberID { get }
    var content: [UInt8] { get }
    /// Milliseconds since 1970.
    var createdAt: UInt64 { get }
    /// To bring it, made so far.
    var attempts: Int { get }
}
