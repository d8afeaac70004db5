package import AllianceNames
package import Casework
package import MergedView
package import Statements

/// What the console asks its node about drafts, for one of its member's people. Calls that change something
/// are durable when they return.
///
/// - Throws: `CaseworkError`, shown to who asks; other errors as the node has them.
package protocol DeskDrafts: Sendable {
    /// The channels in which this member may report, with who reads each.
    func audiences() -> [DraftAudience]

    /// Those that the colleague may see, in no order that counts: `ListPage` has one.
    func drafts(for colleague: Colleague) async throws -> [Draft]

    func sheet(_ id: CaseworkID, for colleague: Colleague) async throws -> DraftSheet

    func begin(_ content: DraftContent, by colleague: Colleague) async throws -> Draft

    /// The same, once for a request with a key.
    ///
    /// - Returns: also one that an earlier request with this key began, as it is now.
    /// - Throws: `PeerProblem` for a key that came with another request; `CaseworkError.notThere` where what it
    ///   began is gone.
    func begin(
        _ content: DraftContent, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (draft: Draft, isAgain: Bool)

    /// Changes what it says. The revision is compared first: `change` sees the state that was read, or nothing.
    ///
    /// - Throws: also what `change` throws; then all is as it was.
    func rewrite(
        _ id: CaseworkID, revision: UInt64, by colleague: Colleague,
        _ change: @escaping @Sendable (inout DraftContent) throws -> Void
    ) async throws -> Draft

    func submit(_ id: CaseworkID, revision: UInt64, by colleague: Colleague) async throws -> Draft

    func giveBack(
        _ id: CaseworkID, revision: UInt64, remark: String, by colleague: Colleague
    ) async throws -> Draft

    func discard(_ id: CaseworkID, revision: UInt64, by colleague: Colleague) async throws

    /// Signs it. Once approved it is signed once, whatever happens: where this throws afterwards, the node
    /// goes on by itself.
    func publish(_ id: CaseworkID, revision: UInt64, by colleague: Colleague) async throws -> Draft

    /// Takes exactly its entries back; as certain as `publish`.
    func withdraw(_ id: CaseworkID, revision: UInt64, by colleague: Colleague) async throws -> Draft

    /// Those that this member's own report stands of in any channel.
    func reportedByUs(_ indicators: [Indicator]) async throws -> Set<Indicator>
}

/// Who will read what is said in a channel.
package struct DraftAudience: Hashable, Sendable {
    package let channel: ChannelID
    /// All its readers but this member, by name.
    package let readers: [MemberID]

    package init(channel: ChannelID, readers: [MemberID]) {
        self.channel = channel
        self.readers = readers
    }
}

/// A draft as who works on it, or decides on it, has to see it.
package struct DraftSheet: Sendable {
    package struct Row: Sendable {
        package let report: IndicatorAssertion
        /// What members say of it now; nil where nobody's report stands.
        package let known: IndicatorState?
        package let warnings: [DraftWarning]

        package init(
            report: IndicatorAssertion, known: IndicatorState?, warnings: [DraftWarning]
        ) {
            self.report = report
            self.known = known
            self.warnings = warnings
        }
    }

    package let draft: Draft
    /// Of a published one as they stand in the log; what was erased there is missing.
    package let rows: [Row]
    package let audience: DraftAudience
    package let secondLook: SecondLook

    package init(
        draft: Draft, rows: [Row], audience: DraftAudience, secondLook: SecondLook
    ) {
        self.draft = draft
        self.rows = rows
        self.audience = audience
        self.secondLook = secondLook
    }

    /// What would be signed.
    package var content: DraftContent {
        DraftContent(channel: draft.channel, title: draft.title, reports: rows.map(\.report))
    }

    package var needsSecondLook: Bool {
        secondLook.isNeeded(hasWarnings: rows.contains { !$0.warnings.isEmpty })
    }
}
