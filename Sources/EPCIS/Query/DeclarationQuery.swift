/// What a question asks of an event's error declaration. Whatever it asks, events without one do not
/// match.
package struct DeclarationQuery: Equatable, Sendable {
    package var isWanted = false
    /// At or after.
    package var from: EventTime?
    /// Before.
    package var to: EventTime?
    /// Web URIs.
    package var reasons: [String] = []
    package var correctiveEventIDs: [EventID] = []

    package init() {}

    package func matches(_ declaration: ErrorDeclaration?) -> Bool {
        guard self != DeclarationQuery() else { return true }
        guard let declaration else { return false }
        if let from, declaration.time < from { return false }
        if let to, declaration.time >= to { return false }
        if !reasons.isEmpty, !(declaration.reason.map(reasons.contains) ?? false) { return false }
        return correctiveEventIDs.isEmpty
            || declaration.correctiveEventIDs.contains(where: correctiveEventIDs.contains)
    }
}
