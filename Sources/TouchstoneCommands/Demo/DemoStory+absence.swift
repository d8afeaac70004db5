import Foundation

extension DemoStory {
    private static let capsules = "09521003000015"

    /// A stopped owner is stood in for by the set of numbers that it published, and told later.
    func answerForStoppedOwner() throws {
        let owner = alliance.node(.nutrition)
        let asker = alliance.node(.investigator)
        chapter("\(owner.member.name)'s node is down. Can anybody still ask about its products?")
        let serials = try publishNumbers(of: owner)
        try eventually("\(asker.member.id) holds the published numbers") {
            try asker.answer(DemoSnapshots.self, "product", "snapshot", "list").snapshots
                .contains { $0.owner == owner.member.id && $0.held }
        }
        line("\(asker.member.name) has fetched the set: it can be asked, and lists nothing")
        let before = owner.processID ?? 0
        owner.stop()
        try require(!owner.isRunning, "\(owner.member.id)'s node has ended")
        line("process \(before), \(owner.member.name)'s node, is stopped")
        let issued = try ask(
            asker, "Vitalon Omega capsules in Hamburg", Self.code(serials[0]), "--place",
            "DE Hamburg")
        try require(
            issued.verdict == "genuine" && issued.confidence < 90
                && issued.gives("ownerUnreachable") && issued.gives("answeredFromSnapshot"),
            "the published numbers answer for the stopped owner, less surely and saying so")
        try require(issued.responder == nil, "nobody signed for the stopped owner")
        let other = try ask(
            asker, "capsules with a number that is not in the set", Self.code("ZZZZZZZZZZZZZZ"))
        try require(
            other.verdict == "unknown" && other.gives("ownerUnreachable"),
            "with the owner away, a number that is not in the set is no sign of a fake")
        try owner.start()
        try require(
            owner.isRunning && owner.processID != before, "\(owner.member.id)'s node runs again")
        try alliance.describe()
        line("\(owner.member.name)'s node runs again, as process \(owner.processID ?? 0)")
        try eventually("\(owner.member.id) is told what was asked while it was away") {
            try sights(of: serials[0], at: owner).contains { $0.country == "DE" }
        }
        line("it has been told late that number \(serials[0]) was asked about in Germany")
        let again = try ask(asker, "the same capsules, asked again", Self.code(serials[0]))
        try require(
            again.verdict == "genuine" && again.responder == owner.member.id
                && !again.gives("answeredFromSnapshot"), "the owner answers for itself again")
        try require(
            try sights(of: serials[1], at: owner).isEmpty, "nobody asked about the next number")
    }

    /// Random numbers: a set of numbers that can be counted up would give the others away, and is
    /// refused.
    private func publishNumbers(of owner: DemoNode) throws -> [String] {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        let serials = (0..<300).map { _ in
            String((0..<14).compactMap { _ in alphabet.randomElement() })
        }
        let products = alliance.home.appending(path: "capsules.csv")
        let product = "\(Self.capsules),Vitalon,Vitalon Omega,Vitalon,DE,with-snapshot"
        try Data("gtin,brand,name,marks,markets,serialised\n\(product)\n".utf8).write(to: products)
        try owner.run("product", "register", products.path())
        let rows = serials.map { "\(Self.capsules),\($0),supplied,C12,,DE\n" }.joined()
        let items = alliance.home.appending(path: "capsule-serials.csv")
        try Data(("gtin,serial,state,lot,expiry,market\n" + rows).utf8).write(to: items)
        try owner.run("product", "import-serials", items.path())
        let published = try owner.answer(
            DemoSnapshots.self, "product", "snapshot", "publish", "--gtin", Self.capsules,
            "--valid-days", "30"
        ).snapshots
        guard let set = published.first else { throw DemoFailure("no set was published") }
        try require(set.items == serials.count, "the set has every number")
        line(
            "\(owner.member.name) had published \(set.items) numbers for such a day, until \(set.expires.prefix(10))"
        )
        return serials
    }

    private func sights(
        of serial: String, at owner: DemoNode
    ) throws -> [DemoItems.Item.Sight] {
        try owner.answer(
            DemoItems.self, "product", "item", "show", "(01)\(Self.capsules)(21)\(serial)"
        ).items.first?.seen ?? []
    }

    private static func code(_ serial: String) -> String {
        "https://id.vitalon.example/01/\(capsules)/21/\(serial)"
    }
}
