/**
 * Facts inside running text, in Wagtail's rich text editor (see pages/facts/draftail.py).
 *
 * The toolbar's button and the "/" menu open the chooser. On a fact that stands in the text, a click, or
 * the button with the cursor inside it, opens a panel: what the fact says, its key and state, and what
 * can be done with it.
 */
(function () {
  'use strict';

  const { draftail, React, ReactDOM } = window;
  const { EditorState, Modifier, SelectionState } = window.DraftJS;
  const { Icon } = window.wagtail.components;
  const h = React.createElement;

  const describe = (data) => `${data.key} · ${data.state}`;

  /** Where an entity stands: the place that the selection touches, else its first one. */
  const findRange = (editorState, entityKey) => {
    const selection = editorState.getSelection();
    const ranges = [];
    editorState.getCurrentContent().getBlocksAsArray().forEach((block) => {
      block.findEntityRanges(
        (character) => character.getEntity() === entityKey,
        (start, end) => {
          const range = SelectionState.createEmpty(block.getKey()).merge({
            anchorOffset: start,
            focusOffset: end,
          });
          const touched =
            selection.getStartKey() === block.getKey() &&
            selection.getStartOffset() >= start &&
            selection.getStartOffset() <= end;
          if (touched) ranges.unshift(range);
          else ranges.push(range);
        }
      );
    });
    return ranges[0] || null;
  };

  /** Put a fact in the place of a range, in the style of what stood there. */
  const write = (editorState, range, style, data) => {
    const content = editorState.getCurrentContent().createEntity('FACT', 'IMMUTABLE', data);
    const key = content.getLastCreatedEntityKey();
    const written = Modifier.replaceText(content, range, data.label, style, key);
    return EditorState.push(editorState, written, 'insert-characters');
  };

  class FactSource extends draftail.ModalWorkflowSource {
    constructor(props) {
      super(props);
      const { editorState, entity, entityKey, entityType } = props;
      // The editor also hands over a link around the cursor; and beside a fact one may want another.
      this.range =
        entity && entity.getType() === entityType.type ? findRange(editorState, entityKey) : null;
      const selection = editorState.getSelection();
      if (
        this.range &&
        selection.isCollapsed() &&
        selection.getAnchorKey() === this.range.getAnchorKey() &&
        [this.range.getStartOffset(), this.range.getEndOffset()].indexOf(selection.getAnchorOffset()) > -1
      ) {
        this.range = null;
      }
      this.state = { choosing: !this.range, frame: null, top: 0, start: 0 };
      this.mark = React.createRef();
      this.panel = React.createRef();
      this.onKeyDown = this.onKeyDown.bind(this);
      this.onPressOutside = this.onPressOutside.bind(this);
      this.onSwitch = this.onSwitch.bind(this);
      this.onReplace = this.onReplace.bind(this);
      this.onRemove = this.onRemove.bind(this);
    }

    // The chooser

    getChooserConfig() {
      const { chooserUrls, language } = this.props.entityType;
      return {
        url: chooserUrls.factChooser,
        urlParams: { language },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(chosen) {
      const data = {};
      this.props.entityType.attributes.forEach((name) => {
        data[name] = chosen[name];
      });
      return data;
    }

    onChosen(chosen) {
      const { editorState, entity } = this.props;
      const data = this.filterEntityData(chosen);
      this.workflow.close();
      if (this.range) {
        // A fact without a value can't take the place of a value.
        this.replace(data, data.labels[entity.getData().form] ? entity.getData().form : '');
      } else {
        const style = editorState.getCurrentInlineStyle();
        this.props.onComplete(write(editorState, editorState.getSelection(), style, data));
      }
    }

    componentDidMount() {
      if (this.state.choosing) {
        super.componentDidMount();
        return;
      }
      // Beside the editor, not in it: while it waits, the editor lies under the fields that follow.
      const frame = this.mark.current.closest('[data-draftail-editor-wrapper]');
      this.setState({ frame }, () => this.place(frame));
    }

    componentWillUnmount() {
      super.componentWillUnmount();
      document.removeEventListener('mousedown', this.onPressOutside);
    }

    // The panel

    place(frame) {
      const panel = this.panel.current;
      const fact = frame.querySelector(`[data-fact-entity="${this.props.entityKey}"]`) || frame;
      const outer = frame.getBoundingClientRect();
      const inner = fact.getBoundingClientRect();
      // The panel's class centres it on its position; it stays within the field.
      const half = panel.offsetWidth / 2;
      const middle = inner.left - outer.left + inner.width / 2;
      const start = Math.max(half, Math.min(middle, outer.width - half));
      this.setState(
        { top: inner.bottom - outer.top, start },
        () => {
          panel.querySelector('button').focus({ preventScroll: true });
          panel.scrollIntoView({ block: 'nearest' });
        }
      );
      // Not the press that opened it.
      setTimeout(() => {
        if (this.panel.current) document.addEventListener('mousedown', this.onPressOutside);
      }, 0);
    }

    onPressOutside(event) {
      if (this.panel.current && !this.panel.current.contains(event.target)) this.props.onClose();
    }

    onKeyDown(event) {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.props.onComplete(); // with nothing to change: back to the text
    }

    /** Put a fact, as a sentence or a value, in the place of the one whose panel this is. */
    replace(fact, form) {
      const data = Object.assign({}, fact, { form, label: fact.labels[form] });
      const { editorState, onComplete } = this.props;
      const block = editorState.getCurrentContent().getBlockForKey(this.range.getStartKey());
      const style = block.getInlineStyleAt(this.range.getStartOffset());
      onComplete(write(editorState, this.range, style, data));
    }

    onSwitch() {
      const data = this.props.entity.getData();
      this.replace(data, data.form === 'value' ? '' : 'value');
    }

    onReplace() {
      document.removeEventListener('mousedown', this.onPressOutside);
      this.setState({ choosing: true }, () => super.componentDidMount());
    }

    onRemove() {
      const { editorState, onComplete } = this.props;
      const content = editorState.getCurrentContent();
      const without = Modifier.removeRange(content, this.range, 'backward');
      onComplete(EditorState.push(editorState, without, 'remove-range'));
    }

    render() {
      if (this.state.choosing) return null;
      if (!this.state.frame) return h('span', { ref: this.mark, hidden: true });
      const { entity, entityType } = this.props;
      const { strings, language } = entityType;
      const data = entity.getData();
      const other = data.form === 'value' ? '' : 'value';
      const button = (label, onClick, kind) =>
        h('button', { type: 'button', className: `button button-small ${kind}`, onClick }, label);
      const panel = h(
        'div',
        {
          ref: this.panel,
          className: 'Tooltip Tooltip--top',
          role: 'dialog',
          'aria-label': describe(data),
          onKeyDown: this.onKeyDown,
          style: {
            top: this.state.top,
            insetInlineStart: this.state.start,
            width: 'max-content',
            maxWidth: 'min(26rem, 90vw)',
            scrollMarginBlock: '5rem', // clear of the bars above and below the form
          },
        },
        h('p', { style: { margin: 0 } }, h('strong', null, data.key), ` · ${data.state}`),
        data.wording &&
          h('p', { lang: language, style: { margin: '0.25rem 0 0' } }, data.wording),
        h(
          'div',
          { style: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem', marginTop: '0.625rem' } },
          data.wording &&
            data.labels[other] &&
            button(other ? strings.value : strings.sentence, this.onSwitch, 'Tooltip__button'),
          button(strings.replace, this.onReplace, 'Tooltip__button'),
          button(strings.remove, this.onRemove, 'button-secondary no Tooltip__button')
        )
      );
      return ReactDOM.createPortal(panel, this.state.frame);
    }
  }

  /** The fact in the text: its icon warns where readers don't see it. */
  const Fact = ({ contentState, entityKey, onEdit, children }) => {
    const data = contentState.getEntity(entityKey).getData();
    const onClick = (event) => {
      event.preventDefault();
      // Somebody who selects text across a fact doesn't open it.
      if (window.getSelection().isCollapsed) onEdit(entityKey);
    };
    return h(
      'a',
      {
        role: 'button',
        className: 'TooltipEntity',
        title: describe(data),
        'data-fact-entity': entityKey,
        'data-draftail-trigger': true,
        onClick,
      },
      h(Icon, { name: data.published ? 'fact' : 'warning', className: 'TooltipEntity__icon' }),
      children
    );
  };

  draftail.registerPlugin({ type: 'FACT', source: FactSource, decorator: Fact }, 'entityTypes');
})();
