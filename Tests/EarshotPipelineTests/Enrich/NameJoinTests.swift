import EarshotModel
import Testing

@testable import EarshotPipeline

struct AnswerBookTests {
    private func answer(_ device: Int32, _ address: UInt32, _ start: Int64, _ end: Int64, _ name: Int32)
        -> AnswerBook.Answer
    {
        AnswerBook.Answer(device: device, address: IPAddress(v4: address), start: start, end: end, name: name)
    }

    @Test func theLatestAnswerThatHoldsWins() {
        var book = AnswerBook()
        let result10 = book.add(answer(1, 10, 100, 400, 7))
        #expect(result10)
        let result11 = book.add(answer(1, 10, 200, 300, 8))
        #expect(result11)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 150, early: 5) == 7)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 250, early: 5) == 8)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 350, early: 5) == 7)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 401, early: 5) == 0)
        // Five seconds before the answer was logged, not six.
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 95, early: 5) == 7)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 94, early: 5) == 0)
        #expect(book.name(device: 2, address: IPAddress(v4: 10), at: 150, early: 5) == 0)
    }

    @Test func anAnswerThatComesAgainProlongs() {
        var book = AnswerBook()
        for minute in 0..<1000 { _ = book.add(answer(1, 10, Int64(minute) * 60, Int64(minute) * 60 + 90, 7)) }
        #expect(book.count == 1)
        #expect(book.name(device: 1, address: IPAddress(v4: 10), at: 60_000, early: 5) == 7)
    }

    @Test func whatIsOldGoesWhenItIsFull() {
        var book = AnswerBook(capacity: 1000)
        for number in 0..<5000 { _ = book.add(answer(1, UInt32(number), Int64(number), Int64(number) + 10, 1)) }
        #expect(book.count <= 1000)
        #expect(book.name(device: 1, address: IPAddress(v4: 4999), at: 5000, early: 5) == 1)
        #expect(book.name(device: 1, address: IPAddress(v4: 3), at: 5, early: 5) == 0)
    }

    @Test func wordsThatAreNoAddressesAreLeftOut() {
        let text = Array("<CNAME> 192.0.2.1,2001:db8::1; edge.example.net".utf8)
        let answers = AnswerText.read(text, 0..<text.count)
        #expect(answers.addresses.map(\.description) == ["192.0.2.1", "2001:db8::1"])
    }
}

/// The lines of a name server that names the client with the question only.
struct PendingQuestionsTests {
    @Test func answersFindTheirQuestion() {
        var pending = PendingQuestions()
        pending.ask(1, 42, 9, at: 100)
        pending.ask(1, 43, 9, at: 101)
        let result12 = pending.asked(1, by: 0, 9, at: 101, isAlias: false)
        #expect(result12.devices == [42, 43])
        let result13 = pending.asked(1, by: 0, 8, at: 101, isAlias: false)
        #expect(result13.devices.isEmpty)
        let result14 = pending.asked(1, by: 0, 9, at: 200, isAlias: false)
        #expect(result14.devices.isEmpty)
    }

    @Test func anAliasLeadsToTheNameThatWasAsked() {
        var pending = PendingQuestions()
        pending.ask(1, 42, 9, at: 100)
        let result15 = pending.asked(1, by: 0, 9, at: 100, isAlias: true)
        #expect(result15.name == 1)
        // The next line answers the alias, or goes on to another one.
        let result16 = pending.asked(2, by: 0, 9, at: 100, isAlias: true)
        #expect(result16.name == 1)
        let answer = pending.asked(3, by: 0, 9, at: 100, isAlias: false)
        #expect(answer.name == 1 && answer.devices == [42])
    }

    @Test func questionsWithoutAnswersDoNotPileUp() {
        var pending = PendingQuestions()
        for number in 0..<100_000 { pending.ask(Int32(number), 1, 1, at: Int64(number)) }
        let result17 = pending.asked(99_999, by: 0, 1, at: 99_999, isAlias: false)
        #expect(result17.devices == [1])
    }
}
