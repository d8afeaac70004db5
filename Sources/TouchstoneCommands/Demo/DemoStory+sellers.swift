import Foundation

extension DemoStory {
    private static let phone = ("phone", "+44 7700 900777")
    private static let account = ("payment-account", "DE37500100000987654321")

    /// One operator seen across three brands through a phone and a payment account.
    func linkOneOperator() throws {
        chapter("One operator behind three shops")
        let (phone, account) = (Self.phone, Self.account)
        try alliance.node(.luxury).run(
            "indicator", "link", "seller-account", "bazario:goldriver-88", phone.0, phone.1,
            "--evidence", "the number on the parcel of a test buy", "--basis", "test-buy")
        try alliance.node(.electronics).run(
            "indicator", "link", "seller-account", "sunmall:jinhe-digital", phone.0, phone.1,
            "--evidence", "the number in the chat with the shop", "--basis", "customer-report")
        try alliance.node(.electronics).run(
            "indicator", "link", "seller-account", "sunmall:jinhe-digital", account.0, account.1,
            "--evidence", "the transfer of a test buy went there", "--basis", "test-buy")
        try alliance.node(.confectionery).run(
            "indicator", "link", "domain", "golden-river-sweets.example", account.0, account.1,
            "--evidence", "named in the judgment", "--basis", "judgment")
        let investigator = alliance.node(.investigator)
        var found: DemoIndicators.Indicator.LinkedSellers?
        try eventually("the investigator sees five linked identifiers") {
            found = try show(investigator, "seller-account", "bazario:goldriver-88")?
                .linkedSellers.max { $0.identifiers.count < $1.identifiers.count }
            return found.map { $0.identifiers.count >= 5 } ?? false
        }
        for link in found?.links ?? [] {
            line(
                "\(link.a.value) and \(link.b.value) are the same operator, says "
                    + link.members.map(name).joined(separator: ", "))
        }
        let sources = Set((found?.links ?? []).flatMap(\.members))
        try require(sources.count == 3, "the links come from three brands")
        line("so three brands see one operator, through a phone and a bank account")
    }

    /// An objection and a withdrawal reach everybody.
    func objectAndWithdraw() throws {
        chapter("A mistake is put right")
        let objector = alliance.node(.electronics)
        let mistaken = ("domain", "corner-pharmacy.example")
        try objector.run(
            "indicator", "dispute", mistaken.0, mistaken.1, "--reason", "false-positive", "--text",
            "an honest pharmacy, its licence was checked")
        let author = alliance.node(.confectionery)
        let withdrawn = ("domain", "cocoalane-partner.example")
        try author.run("indicator", "retract", withdrawn.0, withdrawn.1)
        for node in alliance.nodes {
            try eventually("\(node.member.id) sees the objection") {
                try show(node, mistaken.0, mistaken.1)?.objecting == [objector.member.id]
            }
            try eventually("\(node.member.id) sees the withdrawal") {
                let found = try show(node, withdrawn.0, withdrawn.1)
                return found == nil || found?.status == "withdrawn"
            }
        }
        line("\(objector.member.name) objects to \(mistaken.1): every member sees who objects")
        line("\(author.member.name) withdraws \(withdrawn.1): nobody counts it any more")
    }

    /// A report in a narrow channel that a competitor does not see.
    func reportInNarrowChannel() throws {
        chapter("A report for few")
        let author = alliance.node(.luxury)
        let secret = ("seller-account", "sunmall:replica-atelier-9")
        try author.run(
            "indicator", "add", secret.0, secret.1, "--channel", "luxury", "--mark", "Verel",
            "--basis", "inspection", "--confidence", "90", "--tlp", "amber", "--note",
            "raid in preparation")
        let investigator = alliance.node(.investigator)
        try eventually("the investigator sees the report of the narrow channel") {
            try show(investigator, secret.0, secret.1)?.members == [author.member.id]
        }
        line("\(author.member.name) tells the channel 'luxury' about \(secret.1)")
        line("\(investigator.member.name), who has a seat there, sees it")
        // Everybody has meanwhile heard something newer in the wide channel.
        try author.run("indicator", "sight", "domain", "verel-sale.test", "--count", "3")
        let competitor = alliance.node(.electronics)
        try eventually("\(competitor.member.id) hears what came later") {
            let size = try logs(of: competitor)[
                "\(DemoAlliance.name)/alliance/\(author.member.id)/e1"]
            let own = try logs(of: author)["\(DemoAlliance.name)/alliance/\(author.member.id)/e1"]
            return size != nil && size == own
        }
        try require(
            try show(competitor, secret.0, secret.1) == nil, "a competitor does not find it")
        try require(
            try logs(of: competitor).keys.allSatisfy { !$0.contains("/luxury/") },
            "the narrow channel's logs never travelled to a competitor")
        line("\(competitor.member.name), who has none, holds no byte of it")
    }
}
