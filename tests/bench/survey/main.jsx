// Table three alone, as SurveyJS offers it: a matrix of number fields whose totals and balances are
// expressions of its own language. `FORM` is the table of the form's file; the bundler puts it in.
import { createRoot } from 'react-dom/client';
import { Model } from 'survey-core';
import { Survey } from 'survey-react-ui';
import 'survey-core/i18n/simplified-chinese';
// The other stylesheet asks fonts.gstatic.com for a font without Chinese characters.
import 'survey-core/survey-core.fontless.css';

const { columns, rows, label } = FORM;
const typed = columns.filter(({ id }) => id !== 'total');
const outcomes = rows.filter((row) => row.in).map(({ id }) => id);
// A matrix has no headings over several rows or columns, so each is named with its heading.
const named = ({ group, label }) => (group ? `${group} ${label}` : label);
const sum = (names) => `sum(${names.map((name) => `{${name}}`).join(', ')})`;
const inColumn = (column, ids) => sum(ids.map((row) => `requests.${row}.${column}`));

// As short as it can be said: what an expression costs is by the names in it.
const balance = (column) => `${inColumn(column, ['received', 'carried_in'])} - ${inColumn(column, ['outcomes_total', 'carried_over'])}`;

const survey = new Model();
// The row of totals is computed in the columns that are typed into elsewhere. Said before the form is
// read, because that makes the cells.
const isTotal = ({ row, columnName }) => row.rowName === 'outcomes_total' && columnName !== 'total';
survey.onMatrixCellCreating.add((_, cell) => {
  if (isTotal(cell)) cell.cellType = 'expression';
});
survey.onMatrixCellCreated.add((_, cell) => {
  if (isTotal(cell)) cell.cellQuestion.expression = inColumn(cell.columnName, outcomes);
});

survey.fromJSON({
  locale: 'zh-cn',
  // Totals follow every key, as they do in the app; else they follow when a field is left.
  textUpdateMode: 'onTyping',
  widthMode: 'responsive',
  showNavigationButtons: false,
  elements: [
    {
      type: 'matrixdropdown',
      name: 'requests',
      title: label,
      rowTitleWidth: '300px',
      columnMinWidth: '90px',
      rows: rows.map((row) => ({ value: row.id, text: named(row) })),
      columns: columns.map((column) => ({
        name: column.id,
        title: named(column),
        totalExpression: balance(column.id),
        ...(column.id === 'total'
          ? { cellType: 'expression', expression: sum(typed.map(({ id }) => `row.${id}`)) }
          : { cellType: 'text', inputType: 'number', min: 0 }),
      })),
      totalText: '（第一项＋第二项）－（第三项＋第四项），应为 0',
    },
  ],
});

createRoot(document.getElementById('root')).render(<Survey model={survey} />);
