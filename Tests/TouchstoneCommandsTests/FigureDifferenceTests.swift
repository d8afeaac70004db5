import Complaints
import Testing
import TouchstoneCommands

@Suite struct FigureDifferenceTests {
    @Test(
        "what differs is named with both figures, and rows that only one side has count as noughts")
    func differences() {
        let minute = RunningTimes.minuteMilliseconds
        var said = ComplaintFigures()
        said.listings = 3
        said.runningTimes = RunningTimes([3 * minute, 1 * minute, 2 * minute])
        said.refusalCauses = ["looked": 1]
        var again = said
        again.runningTimes = RunningTimes([1 * minute, 2 * minute, 3 * minute])
        #expect(FigureDifference.all(said: [.all: said], again: [.all: again]).isEmpty)
        again.listings = 4
        again.refusalCauses = ["looked": 2]
        again.runningTimes = RunningTimes([1 * minute, 2 * minute, 4 * minute])
        let found = FigureDifference.all(said: [.all: said], again: [.all: again])
        #expect(found.contains { $0.name == "listings" && $0.said == "3" && $0.again == "4" })
        #expect(found.contains { $0.name == "refusalCauses" && $0.again == "looked 2" })
        #expect(found.contains { $0.name == "totalMinutes" })
        let alone = FigureDifference.all(
            said: [:], again: [FigureKey(channel: "desk-verel"): again])
        #expect(alone.contains { $0.key.channel == "desk-verel" && $0.said == "0" })
        #expect(
            FigureDifference.all(said: [:], again: [.all: ComplaintFigures()]).isEmpty)
    }
}
