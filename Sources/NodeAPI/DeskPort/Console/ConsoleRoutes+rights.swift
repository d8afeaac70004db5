import AllianceNames
import AuditTrail
import Casework
import Peering
import SignIn
import Statements

/// Rights: `docs/recognition.md`.
///
///     GET  /console/rights          this member's rights, and the form that states one
///     POST /console/rights/names    proposes names for what the form has
///     POST /console/rights/state    signs it, with the names that were ticked
extension ConsoleRoutes {
    static let rightsPath = "/console/rights"

    func rightRoutes(_ rights: any DeskRights) -> [DeskRoute] {
        [
            page(.get, Self.rightsPath) { request, context in
                let own = try await rights.rights(of: [own])
                let isStated = try request.target.parameter("stated") != nil
                return RightsPage(context, channels: rights.channels())
                    .list(
                        own, mayState: rights.mayState(request.caller),
                        secondLook: rights.secondLook, isStated: isStated
                    )
                    .noted(AuditNote(.view, results: own.count))
            },
            page(.post, Self.rightsPath + "/names", for: Self.reportAudience, recording: .ofAnswer)
            {
                request, context in
                let form = RightForm(try FormFields(parsing: request.body))
                let (right, channel) = (try form.right(), try form.channel())
                let proposals =
                    right.kind == .trademark
                    ? try await rights.proposals(
                        for: right.title, without: right.aliases.map(\.name)) : []
                // The answer has no address of its own.
                var context = context
                context.path = Self.rightsPath
                return RightsPage(context, channels: rights.channels())
                    .names(right, in: channel, proposals)
                    .noted(AuditNote(.view, ["proposed": right.key], results: proposals.count))
            },
            page(.post, Self.rightsPath + "/state", for: Self.reportAudience, recording: .byHandler)
            { request, _ in
                try await state(request, rights)
            },
        ]
    }

    private func state(
        _ request: DeskRequest, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let form = RightForm(try FormFields(parsing: request.body))
        let (right, channel) = (try form.right(), try form.channel())
        try rights.checkMayState(request.caller)
        return try await recorded(
            Self.note(right, in: channel), request, route: "POST \(Self.rightsPath)/state"
        ) {
            _ = try await rights.state(right, in: channel, for: nil)
            return .redirect(to: request.origin + Self.rightsPath + "?stated=1", status: 303)
        }
    }

    /// Which right it was stands in the log.
    static func note(_ right: Right, in channel: ChannelID) -> AuditNote {
        AuditNote(
            .publishReport,
            ["what": "right", "right": right.key, "channel": channel.rawValue])
    }
}

extension DeskRights {
    /// Whether who asks may state one: who may report, and where this member wants a second look at all that is
    /// signed, who gives it.
    func mayState(_ caller: DeskCaller) -> Bool {
        guard let person = caller.person else { return false }
        let permissions = AccessPolicy.permissions(of: .person(roles: person.roles))
        return permissions.contains(.report)
            && (secondLook != .always || permissions.contains(.approve))
    }

    /// - Throws: status 403 for a person who may not. A system with the member's certificate speaks in its name.
    func checkMayState(_ caller: DeskCaller) throws(PeerProblem) {
        guard caller.person != nil, !mayState(caller) else { return }
        throw PeerProblem(
            status: 403, keyword: "second-look",
            detail:
                "This member wants a second look at all that is signed: an approver states rights.")
    }
}
