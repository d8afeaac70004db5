import AllianceNames
import Replication

/// The member register's people: how up to date each is here, and what is wrong.
struct MembersPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ health: ExchangeHealth) -> DeskAnswer {
        let value = ShownValue(context)
        var table = DataTable(
            "\(context[.peersCaption])",
            [
                context[.headMember], context[.headRoles], context[.headState],
                context[.headHeld], context[.headToCome], context[.headLastHeard],
                context[.headRegister], context[.headCertificate],
            ])
        for peer in [health.own] + health.peers {
            let isOwn = peer.member == health.own.member
            let own: HTML = isOwn ? " <span class=\"small\">(\(context[.thisMember]))</span>" : ""
            table.append([
                "\(value.text(peer.name))\(own)<br><span class=\"small\">\(peer.member.rawValue)</span>",
                ShownValue.visible(roles(peer)), isOwn ? "–" : state(peer),
                "\(ConsoleWords.grouped(peer.entriesHeld))",
                isOwn ? "–" : "\(ConsoleWords.grouped(peer.entriesBehind))",
                peer.lastHeard.map { ConsoleWords.minute($0) } ?? "–",
                peer.registerVersion.map { "\(String($0))" } ?? "–",
                peer.certificateExpiresAt.map { ConsoleWords.day($0) } ?? "–",
            ])
        }
        let content: HTML = """
            <h1>\(context[.navMembers])</h1>
            \(HealthNotices(context).section(health))
            \(own(health))
            <section><h2>\(context[.peersHeading])</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(context[.peersHeading])">\(table.html)</div></section>
            """
        return ConsoleLayout(context).page(context[.navMembers], at: .members, content)
    }

    private func own(_ health: ExchangeHealth) -> HTML {
        let facts: [(PageText, HTML)] = [
            (.factAlliance, "<code>\(health.alliance.rawValue)</code>"),
            (.factRegister, "\(String(health.registerVersion))"),
            (.factRegisterEnds, ConsoleWords.minute(health.registerExpiresAt)),
            (.factCertificateEnds, ConsoleWords.minute(health.certificateExpiresAt)),
            (
                .factLogs,
                "\(String(health.logs)) · \(context[.factStale]) \(String(health.staleLogs))"
            ),
            (.noticeLag, "\(ConsoleWords.grouped(health.textLag))"),
        ]
        let cells = facts.map { name, fact -> HTML in
            "<div><dt>\(context[name])</dt><dd>\(fact)</dd></div>"
        }
        return """
            <section><h2>\(context[.ownHeading])</h2><dl class="facts">\(HTML.joined(cells))</dl></section>
            """
    }

    private func roles(_ peer: ExchangeHealth.Standing) -> String {
        peer.roles.map { role in
            switch role {
            case "brand": context[.roleBrand]
            case "platform": context[.rolePlatform]
            case "investigator": context[.roleInvestigator]
            case "witness": context[.roleWitness]
            default: role
            }
        }.joined(separator: ", ")
    }

    /// The worst first; a sign that needs no colour stands in the words.
    private func state(_ peer: ExchangeHealth.Standing) -> HTML {
        let (text, look): (PageText, String) =
            if peer.hasConflictingRecords {
                (.stateConflict, "suspended")
            } else if peer.keepsBack {
                (.stateKeepsBack, "disputed")
            } else if peer.isStale {
                (.stateStale, "expired")
            } else if peer.lastHeard == nil {
                (.stateNeverHeard, "unreported")
            } else if peer.entriesBehind > 0 {
                (.stateCatchingUp, "expired")
            } else {
                (.stateUpToDate, "fine")
            }
        let refusal: HTML =
            peer.lastRefusal.map { why in
                let words = ProblemWords(
                    row: why.keyword, why.reason, context.language, otherwise: .peerUnproven)
                return "<br><span class=\"small\">\(words.line)</span>"
            } ?? ""
        return "<span class=\"badge \(look)\">\(context[text])</span>\(refusal)"
    }
}
