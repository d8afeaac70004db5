import Foundation

/// What the demo shows, in the order in which a brand manager would ask, each step checked.
struct DemoStory {
    let alliance: DemoAlliance
    let input: DemoInput
    let interrupted: DemoInterrupt

    private static let patience: TimeInterval = 60

    func tell() throws {
        let started = Date()
        chapter("An alliance of six, each with its own keys, folder and process")
        try alliance.found()
        try alliance.start()
        try alliance.describe()
        for node in alliance.nodes {
            line(
                "\(node.member.name) (\(node.member.trade)) on \(node.endpoint), process \(node.processID ?? 0)"
            )
        }
        try letPersonIn()
        try reportAndReplicate()
        try checkOwnList()
        try findWhatAnotherReported()
        try linkOneOperator()
        try objectAndWithdraw()
        try confirm()
        try authenticate()
        try answerForStoppedOwner()
        try reportInNarrowChannel()
        try noticeHiding()
        try compareRecords()
        try proveOffline()
        try complain()
        try erase()
        let seconds = Int(Date().timeIntervalSince(started).rounded())
        Output.write("\nEverything shown above was checked and held, in \(seconds) seconds.")
        Output.write("Files: \(alliance.home.path()) (demo.json says what is where)")
    }

    // MARK: Telling

    func chapter(_ title: String) { Output.write("\n\(title)") }
    func line(_ text: String) { Output.write("  \(Table.visible(text))") }

    func require(_ condition: Bool, _ promise: String) throws {
        guard condition else { throw DemoFailure("this did not hold: \(promise)") }
    }

    /// Asks again until the answer is right; a promise about the network takes a moment.
    func eventually(
        _ promise: String, within seconds: TimeInterval = patience, _ isSo: () throws -> Bool
    ) throws {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            try interrupted.check()
            if try isSo() { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw DemoFailure("this did not come about within \(Int(seconds)) s: \(promise)")
    }

    func show(_ node: DemoNode, _ type: String, _ value: String) throws -> DemoIndicators.Indicator?
    {
        try node.answer(DemoIndicators.self, "indicator", "show", type, value).indicators.first
    }

    func name(of member: String) -> String {
        DemoMember.all.first { $0.id == member }?.name ?? member
    }
}
