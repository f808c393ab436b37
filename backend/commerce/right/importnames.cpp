#include "backend/commerce/right/importnames.h"

#include "backend/accounts/people/personlookup.h"
#include "backend/catalog/course/coursetitles.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;

namespace {

/// Items by what a file may call them: the id, or the title.
class ItemNames
{
public:
    void add(qint64 id, const QString &title)
    {
        m_titles.insert(id, title);
        m_byName[QString::number(id)].insert(id);
        m_byName[folded(title)].insert(id);
    }
    QSet<qint64> named(const QString &name) const { return m_byName.value(folded(name)); }
    QString title(qint64 id) const { return m_titles.value(id); }

private:
    static QString folded(const QString &text)
    {
        return text.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
    }
    QHash<qint64, QString> m_titles;
    QHash<QString, QSet<qint64>> m_byName;
};

Result<ItemNames> courseNames(Connection &c)
{
    const auto titles = catalog::publishedTitles(c);
    if (!titles)
        return titles.error();
    ItemNames out;
    for (const catalog::CourseTitle &course : *titles)
        out.add(course.id.value, course.title);
    return out;
}

Result<ItemNames> planNames(Connection &c)
{
    const auto plans = MembershipRepository::plans(c, true);
    if (!plans)
        return plans.error();
    ItemNames out;
    for (const StoredPlan &plan : *plans)
        out.add(plan.id.value, plan.plan.name);
    return out;
}

Result<void> findPerson(Connection &c, ImportedLine &line)
{
    const auto login = accounts::parseLogin(line.row.person);
    std::optional<accounts::User> person;
    if (login) {
        auto found = accounts::personByLogin(c, *login);
        if (!found)
            return found.error();
        person = std::move(*found);
    }
    if (!person) {
        line.row.fault = u"unknown_person"_s;
        return {};
    }
    line.person = person->id;
    line.name = person->displayName;
    return {};
}

void findItem(const ItemNames &names, ImportedLine &line)
{
    const QSet<qint64> found = names.named(line.row.item);
    if (found.size() != 1) {
        const QString what = line.row.isPlan ? u"plan"_s : u"course"_s;
        line.row.fault = (found.isEmpty() ? u"unknown_"_s : u"ambiguous_"_s) + what;
        return;
    }
    line.item = *found.begin();
    line.title = names.title(line.item);
    line.type = line.row.isPlan ? ItemType::Membership : ItemType::Column;
}

}  // namespace

Result<void> findImportNames(Connection &c, std::vector<ImportedLine> &lines)
{
    const auto courses = courseNames(c);
    if (!courses)
        return courses.error();
    const auto plans = planNames(c);
    if (!plans)
        return plans.error();
    QSet<QString> said;
    for (ImportedLine &line : lines) {
        if (!line.row.fault.isEmpty())
            continue;
        if (auto ok = findPerson(c, line); !ok)
            return ok;
        if (line.row.fault.isEmpty())
            findItem(line.row.isPlan ? *plans : *courses, line);
        if (!line.row.fault.isEmpty())
            continue;
        // Two spellings of one person or item: what the second says would depend on the first.
        const QString key = u"%1 %2 %3"_s.arg(line.person.value).arg(int(line.type)).arg(line.item);
        if (said.contains(key))
            line.row.fault = u"repeated"_s;
        said.insert(key);
    }
    return {};
}

}  // namespace commerce
