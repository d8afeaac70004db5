import AllianceNames
import AuditTrail
import CRDT
import Casework
import Peering
import SignIn
import Statements

/// Rights: `docs/recognition.md`.
///
///     GET  /console/rights          this member's rights, and the form that states one
///     POST /console/rights/names    proposes names for what the form has
///     POST /console/rights/state    signs it, with the names that were ticked
///     GET  /console/rights/withdraw asks whether a right is to be withdrawn
///     POST /console/rights/withdraw withdraws it
extension ConsoleRoutes {
    static let rightsPath = "/console/rights"

    func rightRoutes(_ rights: any DeskRights) -> [DeskRoute] {
        [
            page(.get, Self.rightsPath) { try await rightList($0, $1, rights) },
            page(.post, Self.rightsPath + "/names", for: Self.reportAudience, recording: .ofAnswer)
            {
                let context = $1.at(Self.rightsPath)
                return try await proposeNames($0, context, rights)
            },
            page(.post, Self.rightsPath + "/state", for: Self.reportAudience, recording: .byHandler)
            {
                let context = $1.at(Self.rightsPath)
                return try await state($0, context, rights)
            },
            page(.get, Self.withdrawRightPath, for: Self.reportAudience) {
                try await askWithdrawal($0, $1, rights)
            },
            page(
                .post, Self.withdrawRightPath, for: Self.reportAudience, recording: .byHandler
            ) { request, _ in try await withdraw(request, rights) },
        ]
    }

    static let withdrawRightPath = rightsPath + "/withdraw"

    /// The right that this member states under a key in a channel.
    /// - Throws: status 404 where it states none.
    private func statedRight(
        _ key: String?, in channel: String?, _ rights: any DeskRights
    ) async throws -> StatedRight {
        let found = try await rights.rights(of: [own]).first {
            $0.right.key == key && $0.dot.log.channel.rawValue == channel
        }
        guard let found else {
            throw PeerProblem(
                status: 404, keyword: "nothing-to-withdraw",
                detail: "This member says nothing of it in the channel that it could withdraw.")
        }
        return found
    }

    private func askWithdrawal(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let found = try await statedRight(
            request.target.parameter("right"), in: request.target.parameter("channel"), rights)
        try rights.checkMayState(request.caller)
        return RightsPage(context.at(Self.rightsPath), channels: rights.channels())
            .withdrawal(of: found)
            .noted(AuditNote(.view, ["right": found.right.key], results: 1))
    }

    private func withdraw(
        _ request: DeskRequest, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        let found = try await statedRight(fields["right"], in: fields["channel"], rights)
        try rights.checkMayState(request.caller)
        let (key, channel) = (found.right.key, found.dot.log.channel)
        return try await recorded(
            Self.withdrawalNote(key, in: channel), request,
            route: "POST \(Self.withdrawRightPath)"
        ) {
            _ = try RESTRoutes.signed(try await rights.withdraw(key, in: channel, for: nil))
            return .redirect(to: request.origin + Self.rightsPath + "?withdrawn=1", status: 303)
        }
    }

    /// - Parameter refused: a right that is not stated, and why.
    private func rightList(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let own = try await rights.rights(of: [own])
        var done: MarkText?
        if try request.target.parameter("stated") != nil { done = .stated }
        if try request.target.parameter("withdrawn") != nil { done = .withdrawn }
        return RightsPage(context, channels: rights.channels(), refused)
            .list(
                own, mayState: rights.mayState(request.caller), secondLook: rights.secondLook,
                done: done
            )
            .noted(Self.shown(refused, results: own.count))
    }

    private func proposeNames(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let form = RightForm(fields)
            let (right, channel) = (try form.right(), try form.channel())
            let proposals =
                right.kind == .trademark
                ? try await rights.proposals(
                    for: right.title, without: right.aliases.map(\.name)) : []
            return RightsPage(context, channels: rights.channels())
                .names(right, in: channel, proposals)
                .noted(AuditNote(.view, ["proposed": right.key], results: proposals.count))
        } again: { problem in
            try await rightList(
                request, context, rights, RefusedForm(RightsPage.stating, problem, fields))
        }
    }

    /// What is refused goes back into the form of a right, with the names that were ticked.
    private func state(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        return try await answer {
            let form = RightForm(fields)
            let (right, channel) = (try form.right(), try form.channel())
            try rights.checkMayState(request.caller)
            return try await recorded(
                Self.note(right, in: channel), request, route: "POST \(Self.rightsPath)/state"
            ) {
                _ = try await rights.state(right, in: channel, for: nil)
                return .redirect(to: request.origin + Self.rightsPath + "?stated=1", status: 303)
            }
        } again: { problem in
            try await rightList(
                request, context, rights, RefusedForm(RightsPage.stating, problem, fields))
        }
    }

    static func withdrawalNote(_ key: String, in channel: ChannelID) -> AuditNote {
        AuditNote(
            .withdrawReport, ["what": "right", "right": key, "channel": channel.rawValue])
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
