/// What a node's collections and feeds have of other members; all that this member says itself they have always.
package enum CollectionReach: String, CaseIterable, Sendable {
    case all
    /// What is independently confirmed, from then on: for systems that act by themselves on what they are handed.
    case confirmed
}
