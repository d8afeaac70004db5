import AllianceNames
import AuditTrail
import Casework
import GS1
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

    /// Where it is asked whether a right is to be withdrawn from a channel.
    static func withdrawing(_ key: String, from channel: ChannelID) -> String {
        "\(withdrawRightPath)?right=\(PercentEncoding.segment(key))&channel=\(channel)"
    }

    private func askWithdrawal(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let channel = try request.target.parameter("channel")
        let stated = try await rights.ownRights(request.target.parameter("right") ?? "")
        guard let found = stated.first(where: { $0.channel.rawValue == channel }) else {
            throw RESTRoutes.nothingToWithdraw
        }
        try rights.checkMayState(request.caller)
        return RightsPage(context.at(Self.rightsPath), channels: rights.channels())
            .withdrawal(of: found, others: stated.map(\.channel).filter { $0 != found.channel })
            .noted(AuditNote(.view, [.right: found.right.key], results: 1))
    }

    /// One that comes again is answered as it was, so that what is withdrawn by then is not looked for first.
    private func withdraw(
        _ request: DeskRequest, _ rights: any DeskRights
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        try rights.checkMayState(request.caller)
        guard let key = fields["right"],
            let channel = rights.channels().first(where: { $0.rawValue == fields["channel"] })
        else { throw RESTRoutes.nothingToWithdraw }
        let keyed = try fields.request(request)
        return try await recorded(
            Self.withdrawalNote(key, in: channel), request,
            route: "POST \(Self.withdrawRightPath)"
        ) {
            _ = try RESTRoutes.signed(
                try await rights.withdraw(
                    key, in: channel, seen: fields[SayingForm.seen] ?? "", for: keyed),
                isForm: true)
            let done = "?withdrawn=\(PercentEncoding.segment(key))&channel=\(channel)"
            return .redirect(to: request.origin + Self.rightsPath + done, status: 303)
        }
    }

    /// What was done just now, by the address of the page behind it; nil where that is not so any more.
    private func done(
        _ target: RequestTarget, _ rights: any DeskRights
    ) async throws -> RightsPage.Done? {
        if try target.parameter("stated") != nil { return .stated }
        guard let key = try target.parameter("withdrawn"),
            let channel = try? ChannelID(parsing: target.parameter("channel") ?? "")
        else { return nil }
        let left = try await rights.ownRights(key).map(\.channel)
        return left.contains(channel) ? nil : .withdrawn(key, from: channel, left: left)
    }

    /// - Parameter refused: a right that is not stated, and why.
    private func rightList(
        _ request: DeskRequest, _ context: ConsoleContext, _ rights: any DeskRights,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let own = try await rights.rights(of: [own])
        let done = try await done(request.target, rights)
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
                .noted(AuditNote(.view, [.proposed: right.key], results: proposals.count))
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
            .withdrawReport, [.what: "right", .right: key, .channel: channel.rawValue])
    }

    /// Which right it was stands in the log.
    static func note(_ right: Right, in channel: ChannelID) -> AuditNote {
        AuditNote(
            .publishReport,
            [.what: "right", .right: right.key, .channel: channel.rawValue])
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
